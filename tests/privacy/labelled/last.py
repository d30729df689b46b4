"""Sentences that were written last: measured, and no rule was changed after."""

from __future__ import annotations

IDENTIFYING = """
nhs | Quick one: gentleman from Peru, NHS {nhs}, was told he is exempt. Is he?
nhs | Has NHS no. {nhs} been merged with another record
nhs | Today's list\\n1) {nhs_plain}\\n2) {nhs_plain}\\n3) {nhs_plain}
nhs | I cannot find {nhs} under that NHS number
nhs | Sent you an email about {nhs_plain}, can you look before lunch
nhs | nhs number:{nhs};status:B;site:main
nhs | Baby's NHS number {nhs}, mother's NHS number {nhs}
nhs | invoiced the wrong person! should have been NHS number {nhs}
nhs | (NHS no: {nhs})
nhs | does {nhs_plain} ring a bell with anybody in London?
nhs | PATIENT: {name} NHS NUMBER: {nhs} WARD: 4B
nhs | I have a copy of the referral for {nhs_plain} if you want it
nhs | pt nhs {nhs} moved to ICU
nhs | the number on the wristband reads {nhs_plain}
chi | Board says the CHI number is {chi}
chi | Seen in Inverness under CHI {chi}
ehic | Card reads {ehic} and the issuer is Polish
ehic | Could not submit EHIC {ehic} because of the date
ehic | their EHICs: {ehic} and {ehic}
passport | Passport details: {passport}, Brazil
passport | passport no. {passport} and a return ticket
passport | We took a copy of passport number {passport}
home_office | Home Office say reference {home_office} is refused
home_office | Home Office reference - {home_office}
home_office | HO ref {home_office} on the letter
share_code | Share code supplied: {share_code}
share_code | sharecode {share_code}
visa | BRP card {visa}
visa | Visa {visa} issued in Accra
national_insurance | NI No. {national_insurance}
national_insurance | has a national insurance number ({national_insurance})
national_insurance | works at a cafe, {national_insurance}
card | paid by card {card}
card | Amex or visa? {card}
bank | refund into sort code {sort_code} please
bank | details: sort code ≪bank:sort_code≫, account no. {account}
bank | pay the refund to {iban}
hospital | Hospital No. {hospital} (main site)
hospital | patient number {hospital}
hospital | the MRN is {hospital}
birth | D.O.B. {birth}
birth | Born: {birth}
birth | date of birth on the passport is {birth}
birth | Mr {surname} {birth}
postcode | lives in {postcode} with her aunt
postcode | Address of patient: 4 The Green, {postcode}
"""

CLEAN = """
Invoice {ten} went out on {day}, reminder on {day}.
Has anybody else had invoice {invoice} returned?
Paid {money} against {invoice}
Our switchboard is {phone}; ask for the income team.
Text {phone} to leave the list.
Ring {name} on {phone}.
ODS: {ods}, region Y56
Moved from {ods} to {ods} on {day}
Meeting ID {meeting}, no passcode
{name} and {name} chair the session of {day}.
ISBN: {isbn_10}
HRG {tariff}: {money}
Ref. {reference} of {day}
GL code 40127733, {money}
Requisition {ten} is with procurement
The barcode is {ten}.
Ticket number {ten}
{money} in 2021/22 rising to {money} in 2023/24
Version of {day}, pages 12-19
The form has 4 pages, 31 questions and 2 signatures.
12 of 40 trusts answered between 09:15 and 16:45.
Hall 3, University of Leeds, {work_postcode}
What should we do when a share code has expired after 90 days?
Passport, visa and 2 bills are usual evidence.
The 2015 regulations came into force on 6 April 2015.
Contract {reference}, supplier {ten}
Interest at 8% on {money} for 45 days
Please book by {day}: {phone}
Room 204 holds 35, room 310 holds 60.
Tariff year 2025/26, code {tariff}
"""
