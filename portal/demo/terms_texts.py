"""The terms and the code of conduct of the demonstration."""

from __future__ import annotations

TERMS = """<h3>Who may take part</h3><p>People who recover the cost of care for the NHS, and those who support them.
Your account is yours alone.</p><h3>What you write</h3><p>What you write carries your name and your job title. It may be
disclosed under the Freedom of Information Act, also from networks that few people see.</p><h3>What never belongs here</h3>
<p>Anything that could identify a patient: names, numbers, dates of birth, invoices, pictures of documents.</p>"""
CODE = """<ul><li>Be fair, and assume that others mean well.</li><li>Disagree with what is said, not with who says it.</li>
<li>Speak of patients and of visitors with respect. Everybody is asked the same.</li><li>Say where a figure comes
from.</li></ul>"""
CODE_2 = CODE.replace(
    "</ul>", "<li>If you see something that identifies a patient, report it and do not repeat it.</li></ul>"
)

# Kind, number, text, what changed, in force since so many days.
VERSIONS = [
    ("terms", 1, TERMS, "", 400),
    ("code", 1, CODE, "", 400),
    ("code", 2, CODE_2, "A new line says what to do when you see something that identifies a patient.", 6),
]
