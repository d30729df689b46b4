"""Sentences that were written when the rules were finished. Nothing is mended for them."""

from __future__ import annotations

IDENTIFYING = """
nhs | anyone know why NHS number {nhs} shows as deceased
nhs | Hi, this patient {nhs} has pre-settled status. Chargeable?
nhs | re: {nhs_plain} I spoke to the ward clerk
nhs | The NHS numbers are {nhs} and {nhs}
nhs | Overseas status query - NHS No {nhs} - urgent
nhs | sent form OVM2 for {nhs_plain} last week
nhs | Mr {name} (NHS number: {nhs}) declined to answer
nhs | It's {nhs_plain}, sorry, typo in my first post
nhs | traced on PDS as {nhs} nhs number verified
nhs | number is {nhs_plain} if you need to look him up
nhs | Query for the board: {name}, {nhs_plain}, dialysis three times a week
nhs | NHS Number = {nhs}
chi | his chi number begins with his birthday: {chi}
chi | Treated in Perth, CHI {chi}, now ours
chi | please find CHI number {chi}
ehic | EHIC card number {ehic}
ehic | valid EHIC, number {ehic}, Germany
ehic | the EHIC she photographed says {ehic}
passport | Copy of US passport, number {passport}
passport | his passport ends in 2030, it is {passport}
passport | Passport ({passport}) stamped in May
passport | we only have the passport number: {passport}
home_office | the Home Office answered about {home_office}
home_office | Home Office reference is {home_office}, outcome awaited
home_office | HO Ref No {home_office}
share_code | Code to view her status: share code {share_code}
share_code | the share code you want is {share_code}
share_code | Share code ({share_code})
visa | visa no. {visa} until August
visa | old BRP, {visa}, no eVisa yet
visa | his residence permit number: {visa}
national_insurance | NI number on the payslip {national_insurance}
national_insurance | {national_insurance} (NI)
national_insurance | I checked NI {national_insurance} with payroll
card | card details {card}
card | {card} debit card
card | He read me his card number, {card}
bank | account details {sort_code} ≪bank:account≫
bank | Account no {account}
bank | transfer to IBAN {iban}
hospital | Hospital no. is {hospital}
hospital | the patient's MRN: {hospital}
hospital | ref {local}
birth | patient's date of birth: {birth}
birth | DOB is {birth}
birth | {name}, born {birth}
birth | Ms {name}, {birth}
postcode | He gave his address as 8 Elm Close, {postcode}
postcode | patient lives near us, {postcode}
postcode | home postcode: {postcode}
"""

CLEAN = """
Did invoice {ten} ever get paid?
The invoice is {ten}.
{ten} is the purchase order
Call us on {phone} before {day}.
{phone}
Leave a voicemail: {phone}
Trust {ods} reports {money} for the year to {day}.
{ods} recovered 41% and {ods} 29%.
{name} wrote on {day}:
Slides by {name}, {day}, 24 pages
Zoom meeting {meeting}
Meeting ID {meeting}
ISBN {isbn}
The code is {tariff} and the price {money}.
Ledger {ten}
FOI {reference}, answered on {day}
Batch number {ten}, 1,204 lines
Visit us at St Mary's Hospital, Praed Street, {work_postcode}
How many passports did you check in 2024? We did 1,450.
Fee of {money} since {day}, before that {money}
From 1 April 2026 the multiplier is 1.5
37% of 142 is 52.5
Phone {phone}, then press 2.
Postcode of the training centre: {work_postcode}
Contract number {ten}
"""
