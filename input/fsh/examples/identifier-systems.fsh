// The identifier systems of the imagined parties, as they would have registered them. With these, a validator knows the urls
// in the examples, and a reader sees which party gives the numbers out.

// {name}: computer name; {system}: its url, as in aliases.fsh; {party}: who gives the identifiers out; {what}: what they identify.
RuleSet: IdentifierSystem(name, system, party, what)
* name = "{name}"
* status = #active
* kind = #identifier
* date = "2026-01-01"
* responsible = "{party}"
* description = "Identifies {what}."
* uniqueId.type = #uri
* uniqueId.value = "{system}"
* uniqueId.preferred = true

Instance: registry-patients
InstanceOf: NamingSystem
Title: "Identifier system: patients in the region"
Description: "Assigned by Riverton Health Registry."
Usage: #example
* insert IdentifierSystem(RegistryPatients, https://registry.example/patients, Riverton Health Registry, patients in the region)

Instance: registry-organizations
InstanceOf: NamingSystem
Title: "Identifier system: organizations in the region"
Description: "Assigned by Riverton Health Registry."
Usage: #example
* insert IdentifierSystem(RegistryOrganizations, https://registry.example/organizations, Riverton Health Registry, organizations in the region)

Instance: registry-practitioners
InstanceOf: NamingSystem
Title: "Identifier system: practitioners and their roles"
Description: "Assigned by Riverton Health Registry."
Usage: #example
* insert IdentifierSystem(RegistryPractitioners, https://registry.example/practitioners, Riverton Health Registry, practitioners and their roles)

Instance: practice-records
InstanceOf: NamingSystem
Title: "Identifier system: entries in the records of the practice"
Description: "Assigned by Riverton General Practice."
Usage: #example
* insert IdentifierSystem(PracticeRecords, https://general-practice.example/records, Riverton General Practice, entries in the records of the practice)

Instance: practice-orders
InstanceOf: NamingSystem
Title: "Identifier system: orders that the practice places"
Description: "Assigned by Riverton General Practice."
Usage: #example
* insert IdentifierSystem(PracticeOrders, https://general-practice.example/orders, Riverton General Practice, orders that the practice places)

Instance: practice-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks that the practice asks others to do"
Description: "Assigned by Riverton General Practice."
Usage: #example
* insert IdentifierSystem(PracticeTasks, https://general-practice.example/tasks, Riverton General Practice, tasks that the practice asks others to do)

Instance: practice-prescriptions
InstanceOf: NamingSystem
Title: "Identifier system: prescriptions that the practice writes"
Description: "Assigned by Riverton General Practice."
Usage: #example
* insert IdentifierSystem(PracticePrescriptions, https://general-practice.example/prescriptions, Riverton General Practice, prescriptions that the practice writes)

Instance: pharmacy-records
InstanceOf: NamingSystem
Title: "Identifier system: entries in the records of the pharmacy"
Description: "Assigned by Mill Lane Pharmacy."
Usage: #example
* insert IdentifierSystem(PharmacyRecords, https://pharmacy.example/records, Mill Lane Pharmacy, entries in the records of the pharmacy)

Instance: pharmacy-proposals
InstanceOf: NamingSystem
Title: "Identifier system: proposals of the pharmacy"
Description: "Assigned by Mill Lane Pharmacy."
Usage: #example
* insert IdentifierSystem(PharmacyProposals, https://pharmacy.example/proposals, Mill Lane Pharmacy, what the pharmacy proposes in place of a prescription)

Instance: pharmacy-dispenses
InstanceOf: NamingSystem
Title: "Identifier system: what the pharmacy has handed out"
Description: "Assigned by Mill Lane Pharmacy."
Usage: #example
* insert IdentifierSystem(PharmacyDispenses, https://pharmacy.example/dispenses, Mill Lane Pharmacy, what the pharmacy has handed out)

Instance: clinic-offers
InstanceOf: NamingSystem
Title: "Identifier system: offers of the endoscopy clinics"
Description: "Assigned by the endoscopy clinics of the region."
Usage: #example
* insert IdentifierSystem(ClinicOffers, https://endoscopy-clinics.example/offers, the endoscopy clinics of the region, what a clinic offers to do)

Instance: home-care-results
InstanceOf: NamingSystem
Title: "Identifier system: what was found on home visits"
Description: "Assigned by the home care services of the region."
Usage: #example
* insert IdentifierSystem(HomeCareResults, https://home-care.example/results, the home care services of the region, what was found on home visits)

Instance: radiology-orders
InstanceOf: NamingSystem
Title: "Identifier system: orders of the radiology center"
Description: "Assigned by Riverton Radiology."
Usage: #example
* insert IdentifierSystem(RadiologyOrders, https://radiology.example/orders, Riverton Radiology, orders that the radiology center writes for itself)

Instance: practice-messages
InstanceOf: NamingSystem
Title: "Identifier system: messages that the practice sends"
Description: "Assigned by Riverton General Practice."
Usage: #example
* insert IdentifierSystem(PracticeMessages, https://general-practice.example/messages, Riverton General Practice, messages that the practice sends)

Instance: lab-specimens
InstanceOf: NamingSystem
Title: "Identifier system: specimens"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabSpecimens, https://city-lab.example/specimens, Riverton City Laboratory, specimens)

Instance: lab-results
InstanceOf: NamingSystem
Title: "Identifier system: single results"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabResults, https://city-lab.example/results, Riverton City Laboratory, single results)

Instance: lab-reports
InstanceOf: NamingSystem
Title: "Identifier system: reports"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabReports, https://city-lab.example/reports, Riverton City Laboratory, reports)

Instance: lab-notifications
InstanceOf: NamingSystem
Title: "Identifier system: subscriptions agreed with others"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabNotifications, https://city-lab.example/notifications, Riverton City Laboratory, subscriptions agreed with others)

Instance: lab-records
InstanceOf: NamingSystem
Title: "Identifier system: forms and letters of the laboratory"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabRecords, https://city-lab.example/records, Riverton City Laboratory, questions and forms of the laboratory)

Instance: lab-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks that the laboratory asks others to do"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabTasks, https://city-lab.example/tasks, Riverton City Laboratory, tasks that the laboratory asks others to do)

Instance: radiology-studies
InstanceOf: NamingSystem
Title: "Identifier system: imaging studies"
Description: "Assigned by Riverton Radiology."
Usage: #example
* insert IdentifierSystem(RadiologyStudies, https://radiology.example/studies, Riverton Radiology, imaging studies)

Instance: radiology-reports
InstanceOf: NamingSystem
Title: "Identifier system: reports of the radiologists"
Description: "Assigned by Riverton Radiology."
Usage: #example
* insert IdentifierSystem(RadiologyReports, https://radiology.example/reports, Riverton Radiology, reports of the radiologists)

Instance: lab-messages
InstanceOf: NamingSystem
Title: "Identifier system: messages that the laboratory sends"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabMessages, https://city-lab.example/messages, Riverton City Laboratory, messages that the laboratory sends)
Instance: infection-control-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks of infection control"
Description: "Assigned by Riverton Infection Control."
Usage: #example
* insert IdentifierSystem(InfectionControlTasks, https://infection-control.example/tasks, Riverton Infection Control, tasks of infection control)

Instance: radiology-records
InstanceOf: NamingSystem
Title: "Identifier system: forms of the radiology center and answers to them"
Description: "Assigned by Riverton Radiology."
Usage: #example
* insert IdentifierSystem(RadiologyRecords, https://radiology.example/records, Riverton Radiology, forms of the radiology center and answers to them)

Instance: radiology-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks that the radiology center asks others to do"
Description: "Assigned by Riverton Radiology."
Usage: #example
* insert IdentifierSystem(RadiologyTasks, https://radiology.example/tasks, Riverton Radiology, tasks that the radiology center asks others to do)

Instance: referral-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks that the referral office asks others to do"
Description: "Assigned by Riverton Referral Office."
Usage: #example
* insert IdentifierSystem(ReferralTasks, https://referral-office.example/tasks, Riverton Referral Office, tasks that the referral office asks others to do)

Instance: physio-records
InstanceOf: NamingSystem
Title: "Identifier system: records of the physiotherapists in Mill Lane"
Description: "Assigned by Mill Lane Physiotherapy."
Usage: #example
* insert IdentifierSystem(PhysioRecords, https://mill-lane-physio.example/records, Mill Lane Physiotherapy, records of the physiotherapists in Mill Lane)

Instance: patient-app-messages
InstanceOf: NamingSystem
Title: "Identifier system: what patients send by their app"
Description: "Assigned by Riverton Patient App."
Usage: #example
* insert IdentifierSystem(PatientApp, https://patient-app.example/messages, Riverton Patient App, what patients send by their app)

Instance: hospital-letters
InstanceOf: NamingSystem
Title: "Identifier system: letters of the hospital by the lake"
Description: "Assigned by Lakeside Hospital."
Usage: #example
* insert IdentifierSystem(HospitalLetters, https://lakeside-hospital.example/letters, Lakeside Hospital, letters of the hospital by the lake)
