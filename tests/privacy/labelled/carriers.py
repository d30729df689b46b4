"""Sentences to tune with. {kind} is a number that identifies somebody; ≪kind:value≫ names the kind where it differs."""

from __future__ import annotations

IDENTIFYING = """
nhs | Can anyone help with NHS number {nhs}? She says she is ordinarily resident.
nhs | Pt {nhs} was seen in ED last night, no EHIC shown
nhs | pls check nhs no. {nhs} on the spine before we invoice
nhs | NHS No: {nhs}
nhs | I've got a patient ({nhs}) who was charged twice
nhs | The letter went to {nhs_plain} and came back
nhs | nhs num {nhs} / consultant wants to discharge tomorrow
nhs | NHSNo={nhs} status C
nhs | NHS:{nhs}
nhs | Discussed {nhs_plain}, {nhs_plain} and {nhs_plain} at the MDT.
nhs | his nhs number is {nhs_odd} as far as I can read it
nhs | NHS number {nhs_odd}
nhs | {nhs} is her NHS number, the system shows a red banner
nhs | Mrs {surname}, NHS {nhs}, antenatal clinic
nhs | The patient's number is {nhs} and the surname is spelt differently
nhs | {name} {nhs_plain} admitted via A&E, Spanish national
nhs | Two records exist: NHS number {nhs} and NHS number {nhs}
nhs | Anybody else getting an error for {nhs_plain} in the checker?
nhs | MESH response rejected for nhs number={nhs}; reason 14
nhs | NHS Number\t{nhs}\tSurname\t{surname}
nhs | [{nhs_plain}] duplicate pathway?
nhs | re {nhs_plain} - still waiting for the interview form
nhs | please ring me about patient {nhs} today
nhs | N.H.S. number: {nhs}
nhs | NHS # {nhs}
nhs | NHS number ends up as {nhs_other_script} in the export
nhs | I wrote to the GP of {nhs_plain}; no answer yet
nhs | maternity booking for pt nhs no {nhs}, husband on a student visa
nhs | The NHS number ({nhs}) was traced by the back office
nhs | nhs id {nhs} came up as OVS status B
chi | CHI {chi} lives in Glasgow, do we charge?
chi | chi number: {chi}
chi | Scottish patient, CHI no {chi}, transferred to us
chi | the CHI ({chi}) does not match the demographic record
chi | Patient from Dundee, CHI number is {chi}.
chi | Her CHI is {chi} according to the board
ehic | EHIC {ehic} valid until next June
ehic | card number {ehic} on his European Health Insurance Card
ehic | I entered {ehic} on the portal and it was refused
ehic | EHIC no.: {ehic}, issued in Poland
ehic | She showed a card with the identification number {ehic}
ehic | field 8 says {ehic}
ehic | GHIC/EHIC number {ehic} rejected as a duplicate
ehic | PRC received, card number {ehic}
passport | Passport no {passport}
passport | passport number: {passport}, expires next year
passport | He travels on passport {passport}
passport | copy of passport ({passport}) on file
passport | Ghanaian passport number {passport} seen and copied
passport | {passport} is the passport number we have
passport | PASSPORT NUMBER {passport} NATIONALITY USA
passport | her old passport was {passport}
passport | pp no {passport}
passport | Travel document number {passport}
passport | Indian passport {passport}, visitor visa
home_office | Home Office reference {home_office}
home_office | HO ref: {home_office}
home_office | Asked UKVI about Home Office ref {home_office}, no reply in 10 days
home_office | home office number {home_office} given by the solicitor
home_office | immigration reference {home_office}
home_office | the asylum reference is {home_office}
home_office | UAN {home_office}
home_office | Home Office ref. no. {home_office} (pending appeal)
share_code | share code {share_code}
share_code | Share code: {share_code} and it works until Friday
share_code | He gave me the share code {share_code} to prove settled status
share_code | right to work code {share_code}
share_code | her sharecode is {share_code}
share_code | I typed the immigration share code ({share_code}) and got an error
visa | BRP {visa}
visa | BRP number {visa} expired in March
visa | visa number {visa} for a family visit
visa | Biometric residence permit no. {visa}
visa | residence permit {visa} shown at reception
visa | the vignette says {visa}
visa | entry clearance number {visa}, multiple entry
visa | Visa no: {visa}
national_insurance | NI number {national_insurance}
national_insurance | National Insurance no: {national_insurance}
national_insurance | he has worked here since May, NINO {national_insurance}
national_insurance | payslip shows {national_insurance}
national_insurance | her ni is {national_insurance}
national_insurance | Evidence: P60, NI {national_insurance}, tenancy
national_insurance | {national_insurance} is on the letter from HMRC
card | She wants to pay by card {card} exp 09/27
card | card number {card}
card | took payment over the phone: {card}
card | debit card {card}, declined twice
card | Mastercard {card} cvv 123
card | Visa debit {card}
card | relative's credit card no. {card}
card | {card} was refused by the terminal
bank | Refund to account {account} sort code ≪bank:sort_code≫
bank | sort code {sort_code}, account number ≪bank:account≫
bank | bank account {account} please
bank | S/C ≪bank:sort_code≫ A/C {account}
bank | IBAN {iban}
bank | refund by transfer to {iban}
bank | acc no {account} at the building society
bank | his account number is {account}
bank | please pay into a/c {account}
hospital | Hospital number {hospital}
hospital | MRN {hospital}
hospital | hosp no: {hospital}
hospital | Unit no. {hospital}, ward 7
hospital | MRN: {hospital} - stage 2 form missing
hospital | patient ID {hospital} has two episodes
hospital | casenote number {hospital}
hospital | can you look at {local} on your PAS
hospital | {local} still open, no invoice
hospital | District number {hospital}
birth | DOB {birth}
birth | Date of birth: {birth}
birth | dob - {birth}
birth | born {birth} in Lagos
birth | She was born on {birth}
birth | D.O.B {birth}, female
birth | Mr {surname}, {birth}, needs dialysis
birth | Mrs {name} ({birth}) arrived on a visitor visa
birth | Miss {surname} {birth}
birth | d.o.b.: {birth}
birth | birthdate {birth}
birth | patient {name} {birth}
postcode | She lives at 14 Mill Lane, {postcode}
postcode | home address is 3 Park View {postcode}
postcode | patient's postcode {postcode}
postcode | Mr {surname} of 22 High Street, {postcode}
postcode | discharged to {postcode}
postcode | he is staying with his son in {postcode}
postcode | pt address: Flat 2, 9 Station Road, {postcode}
postcode | patient living in {postcode}, never registered with a GP
"""

CLEAN = """
We raised invoice {invoice} on {day} for {money}.
Invoice no {ten} is still unpaid after 90 days.
Please quote invoice number {ten} when you pay.
invoice {ten}, credit note {ten}
PO number {ten} was raised on the wrong cost centre.
Purchase order {ten} / requisition {ten}
Our reference {reference}, yours {reference}.
Remittance for {invoice}: {money}
Ring me on {phone} after 2pm.
Tel {phone}, fax {phone}
My mobile is {phone}.
Switchboard {phone} ext 4512
call {phone} or {phone}
The helpline ({phone}) is open until 6pm.
The office number is {phone}
Contact the OVM at {ods}, {phone}.
{phone} is the number of the finance desk
WhatsApp {phone}
ODS code {ods}
Trusts {ods}, {ods} and {ods} merged in 2021.
The trust ({ods}) billed {money} and collected {money}.
Commissioner {ods} pays; provider {ods} invoices.
We are {ods} in the list.
The meeting is on {day} at 2pm.
Meeting ID: {meeting} Passcode: {reference}
Join Zoom: {meeting}
Teams meeting ID {meeting}
Dial in with conference ID {meeting}
Last updated {day}; next review {day}.
The guidance of {day} replaces that of {day}.
By {name}, {day}
{name}, Deputy Director, {day}
Minutes of {day}: present {name}, {name}.
Posted by {name} on {day}
{name} joined us in {day}
ISBN {isbn}
ISBN-10 {isbn_10}
The handbook (ISBN {isbn_10}) has a chapter on it.
Tariff {tariff} at 150% comes to {money}.
HRG {tariff} and {tariff}
HRG code {tariff}, price {money}
SNOMED code {snomed}
ICD-10 code E11.9 and OPCS {tariff}
FOI {reference} asked for 2019/20 to 2023/24.
Datix incident {reference} was closed.
Ticket {ten} with the service desk
Service desk ticket {reference}: still open
Batch {ten} of the debt file failed on line 1204.
Ledger code {reference}, cost centre {reference}, {money}
Budget code {ten}
GL {ten} period 07
Company number {snomed}
VAT registration GB 123 4567 89
Charity 1089464 helps them.
The contract {reference} runs from {day} to {day}.
{money} of {money} recovered: 37 per cent.
We have 1,204 open debts worth {money}, 312 of them over 5 years.
In 2022/23 it was {money}, in 2023/24 {money}.
2015 2016 2017 2018 2019
Figures: 34.4, 37.3, 32.0, 34.1, 30.3
Data file of 2026-02-11 10:34:22, 10,482 rows
Version 4.12.1 of the template, file 20260211_103422.csv
sequence 1000000001 to 1000000999
The regulations (S.I. 2015 No. 238, as amended by S.I. 2017 No. 756)
Regulation 7 and paragraph 12(3) apply.
Section 175 of the National Health Service Act 2006
Room 3.14, second floor, 133-155 Waterloo Road
St Thomas' Hospital, Westminster Bridge Road, London {work_postcode}
The hospital's address is {work_postcode}.
Venue: Town Hall, Albert Square, {work_postcode}
Send it to the finance department, Trust Headquarters, {work_postcode}
King's College, Strand, London {work_postcode}
We use form NHS 123 for that.
NHS 111 and NHS 24 advise visitors.
In NHS year 2024 there were 45000 visitors.
EHIC claims rose by 1200 in 2024.
How do I claim for an EHIC when the card has expired in 2023?
A passport alone proves nothing; ask for 2 documents.
Passport checks took 12 minutes on average over 350 interviews.
What does a share code of the Home Office look like? It has 9 characters.
Share codes start with W, R or S.
An NHS number has 10 digits.
NI numbers have 9 characters; we do not need them.
The IHS went up to £1,035 in February 2024.
BRPs were replaced by eVisas on 31 December 2024.
Date of birth is a mandatory field since version 3.2.
Patients born abroad pay in 30% of cases.
Somebody born after 2006 is a child here.
The sort code and account number are on the invoice.
We refund within 30 days to the card that was used.
Card payments over £500 need a manager.
Opening hours 0900-1700, Monday to Friday
Score 7/10, 14/20, 65/100
Coordinates 51.4988, -0.1195
Postage 2 x 450 g, parcel tracking {ten}
Order {ten} from the print shop
DOI 10.1136/bmj.k4657
The journal's ISSN is 1756-1833
Job reference {reference}, band 7, closing {day}
Bus 159 and 453 stop outside; train at 10:42.
Debtor code {reference} has {money} outstanding.
Customer account {reference} is blocked.
UTR and VAT are not needed.
Event {reference} has 40 places, 12 left.
10-12 people came, 25 were invited, 3 sent a deputy.
Population 8,799,800 in 2021
Cohort of 2019-20: 6, 12 and 24 months gave 21%, 34% and 40%.
The £44m is about 50 trusts, each above £400,000.
Written off {money} on {day}; approved by the FD.
Please reply by {day} to {phone}.
Invoices {ten}, {ten} and {ten} are disputed.
order no. {invoice} ref {reference} due {day}
Serial number {ten} of the card terminal
Asset {ten}
SQL error 1045, transaction {ten}
Transaction {ten} of {day}: {money}
Receipt {ten} issued
"""
