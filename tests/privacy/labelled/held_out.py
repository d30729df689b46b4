"""Sentences that were written apart and never tuned with."""

from __future__ import annotations

IDENTIFYING = """
nhs | Morning all, has anyone come across this before? Lady on our ward, {nhs}, no GP, here for 8 months
nhs | Nhs no : {nhs}
nhs | FAO Okafor - {nhs_plain} - please chase evidence of residence
nhs | We have {name}, nhs number {nhs}, dob to follow
nhs | pt's nhs no is {nhs} not the one on the form
nhs | Advice needed. The NHS number I was given was {nhs} and it is not on PDS.
nhs | {nhs_plain}/ward 12/awaiting interview
nhs | OVM log: 3 patients today - {nhs_plain}, {nhs_plain}, {nhs_plain}
nhs | forwarded message: "Please find attached the form for {nhs_plain}. Thanks"
nhs | NHS-number {nhs} (verified)
nhs | status changed to chargeable for patient with NHS number ending up as {nhs_plain}?
nhs | nhsnumber {nhs}
nhs | Can I see why {nhs_odd} (NHS number) was rejected
nhs | Ms {surname} - NHS no {nhs} - hospital wants 50% upfront
nhs | the NHS number on the referral, {nhs}, belongs to her sister
chi | CHI: {chi}, she has moved from Aberdeen to Leeds
chi | Could a colleague in Scotland look up CHI number {chi} for me
chi | referral letter quotes CHI {chi}
chi | patient (chi no. {chi}) was repatriated
ehic | Has anyone claimed on EHIC number {ehic} before?
ehic | EHIC - {ehic} - Spain
ehic | his european health insurance card no {ehic} is worn but readable
ehic | ehic: {ehic} exp 04/2027
passport | Passport: {passport}
passport | I have scanned his passport, number {passport}
passport | Nigerian passport number is {passport}
passport | passport # {passport} (American)
passport | {passport} (passport)
passport | Passport No. - {passport}
home_office | The Home Office number is {home_office}
home_office | Home Office reference number: {home_office}
home_office | HO reference {home_office}, application made in June
home_office | Solicitor quotes Home Office ref {home_office}
share_code | She sent a share code: {share_code}
share_code | the share code was {share_code} but it timed out
share_code | Share Code - {share_code}
share_code | using share code {share_code} with her date of birth
visa | his BRP card number is {visa}
visa | BRP no: {visa}
visa | Visa number {visa}, valid to May
visa | biometric residence permit {visa}
national_insurance | NI: {national_insurance}
national_insurance | she says her national insurance number is {national_insurance}
national_insurance | employer confirmed {national_insurance} is correct
national_insurance | Nat Ins No {national_insurance}
card | Please take the balance from card {card}
card | the card he used was {card}
card | Card no. {card}, name on the card is his brother's
card | {card} exp 11/28 security code to follow
bank | send the refund to sort code ≪bank:sort_code≫ account {account}
bank | Account number: {account}
bank | her bank account number is {account}
bank | IBAN: {iban} for the insurer's patient
hospital | our hospital number {hospital}
hospital | MRN number {hospital} please
hospital | Hosp. no. {hospital}
hospital | hospital no {hospital}, discharged Friday
hospital | I mean {local}, the man from Lima
birth | DoB {birth}
birth | date of birth is {birth}
birth | (d.o.b. {birth})
birth | he was born {birth}
birth | Mr {name}, born on {birth}, Nepal
birth | Mrs {surname} ({birth})
birth | DOB:{birth} SEX:F
postcode | the family lives in {postcode}
postcode | patient address 17 Grove Rd, {postcode}
postcode | Her home postcode is {postcode}
postcode | Mrs {surname}, 5 Oak Avenue, {postcode}
"""

CLEAN = """
Could someone share their template? Ours is from {day} and runs to 14 pages.
Finance say invoice {ten} was cancelled and reissued as {ten}.
Inv. {invoice} / {money} / 60 days overdue
Debt ref {reference} passed to the agency on {day}
I left a message on {phone} and on {phone}.
You can reach me on {phone} or by email.
T: {phone} | M: {phone}
Direct line {phone}
{ods} {ods} {ods} have replied so far.
Is {ods} still open? The register says it closed on {day}.
Join us on {day}, 10:00-12:30, Teams ID {meeting}.
Webinar ID: {meeting}
Deadline {day}; the panel meets on {day}.
{name} spoke first, {name} second.
Presentation by {name} ({day})
{name} retired on {day} after 31 years.
We charged {tariff} at {money} and {tariff} at {money}.
Local price for {tariff} is 1.5 x {money} = {money}
PO{ten} does not match the GRN.
Our PO is {ten}.
PO: {ten}; supplier 104882
Cheque 004512 for {money}
Account code 4410 2207, journal {reference}
Statement of {day}: balance {money}
The national total is 142 million against 43 million in cash.
Aged debt: 30 days 12%, 60 days 9%, 90 days 79%
Spreadsheet row 10482, column AC, value 3071.55
Data ran from 2019-04-01 to 2024-03-31 (60 months).
Guide to Implementing the Overseas Visitor Charging Regulations, version 6.1, ISBN {isbn}
See page 104 of ISBN {isbn_10}.
Reg 4(1), Schedule 1 and SI 2015/238
The clinic is at Guy's Hospital, Great Maze Pond, {work_postcode}.
Post cheques to: Income Office, {work_postcode}
Parking at the station, {work_postcode}, 5 minutes on foot
How many digits has an EHIC? I count 20.
Which passport page do you copy, 2 or 3?
Do you accept a BRP that ended on {day}?
Our interview form asks for 23 things; the NHS number is 1 of them.
We see 450 patients a year, 60 of them chargeable.
Patients over 75 in 2024: 1,250
Ask the patient for 2 proofs of address dated within 3 months.
Error code 80070005 when I open the form
Complaint {reference} and FOI {reference} are linked.
Helpdesk case {ten} is closed.
Tracking number {ten}
IHS refunds: 12 in 2023, 19 in 2024
Home Office figures show 1,200,000 visas in 2023.
HMRC wrote to 40 employers.
Card machine serial {ten}, merchant 12345678
Sort by code, then by account; 10000 rows at most.
"""
