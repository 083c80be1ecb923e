// Two tests written together: they share a group identifier and nothing else.

// ---- The Requests ---------------------------------------------------------------------------------------------------

Instance: ferritin-order
InstanceOf: OrderServiceRequest
Title: "Order for ferritin"
Description: "One of two tests that Dr. Lee orders together."
Usage: #example
* insert PracticeOrder(GP-20260302-11, $loinc#2276-4 "Ferritin [Mass/volume] in Serum or Plasma", 09:00)
* insert GroupId(requisition, $practice-orders, GP-20260302-G1)

Instance: tsh-order
InstanceOf: OrderServiceRequest
Title: "Order for thyrotropin"
Description: "The other of two tests that Dr. Lee orders together."
Usage: #example
* insert PracticeOrder(GP-20260302-12, $loinc#3016-3 "Thyrotropin [Units/volume] in Serum or Plasma", 09:00)
* insert GroupId(requisition, $practice-orders, GP-20260302-G1)

// ---- Their Tasks: one each, so that each has a status of its own ----------------------------------------------------

RuleSet: FerritinCoordination
* insert PracticeTask(GP-20260302-11-T1, 09:05)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G1)
* insert FocusOn(ferritin-order, ServiceRequest, $practice-orders, GP-20260302-11)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

Instance: ferritin-coordination
InstanceOf: CoordinationTask
Title: "Task for ferritin: requested"
Description: "The practice asks the laboratory for one of the two tests."
Usage: #example
* insert FerritinCoordination
* insert AsRequested(09:05)

Instance: ferritin-coordination-completed
InstanceOf: CoordinationTask
Title: "Task for ferritin: completed"
Description: "The same Task at the end, with its report."
Usage: #example
* insert FerritinCoordination
* insert AsCompleted(15:10)
* insert OutputRef(0, #result "Result", ferritin-report, DiagnosticReport, $lab-reports, CL-R-88301)

RuleSet: TshCoordination
* insert PracticeTask(GP-20260302-12-T1, 09:05)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G1)
* insert FocusOn(tsh-order, ServiceRequest, $practice-orders, GP-20260302-12)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

Instance: tsh-coordination
InstanceOf: CoordinationTask
Title: "Task for thyrotropin: requested"
Description: "The practice asks the laboratory for the other of the two tests."
Usage: #example
* insert TshCoordination
* insert AsRequested(09:05)

Instance: tsh-coordination-completed
InstanceOf: CoordinationTask
Title: "Task for thyrotropin: completed"
Description: "The same Task at the end, with its report."
Usage: #example
* insert TshCoordination
* insert AsCompleted(13:20)
* insert OutputRef(0, #result "Result", tsh-report, DiagnosticReport, $lab-reports, CL-R-88302)

// ---- What came of them ----------------------------------------------------------------------------------------------

Instance: ferritin-report
InstanceOf: DiagnosticReport
Title: "Report on ferritin"
Description: "Reported when its own Task was done, after the other."
Usage: #example
* insert LabReport(CL-R-88301, ferritin-order, $loinc#2276-4 "Ferritin [Mass/volume] in Serum or Plasma", 10:20, 15:00)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* conclusion = "Ferritin 9 ng/mL: iron stores are empty."

Instance: tsh-report
InstanceOf: DiagnosticReport
Title: "Report on thyrotropin"
Description: "Reported when its own Task was done, without waiting for the other."
Usage: #example
* insert LabReport(CL-R-88302, tsh-order, $loinc#3016-3 "Thyrotropin [Units/volume] in Serum or Plasma", 10:20, 13:15)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* conclusion = "Thyrotropin 2.1 mU/L: within the normal range."
