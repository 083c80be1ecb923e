// A biopsy, its examination in the laboratory, and the removal of the stitches: the last two have to wait for the first.

Instance: skin-clinic
InstanceOf: Organization
Title: "The skin clinic"
Description: "Dermatologists; they take biopsies."
Usage: #example
* insert BusinessId($registry-organizations, skin-clinic)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Riverton Skin Clinic"
* address.city = "Riverton"

// ---- The Requests, and what says that two of them wait for the first --------------------------------------------------

Instance: biopsy-order
InstanceOf: OrderServiceRequest
Title: "Order for a biopsy of the skin"
Description: "Has to be fulfilled before the two others."
Usage: #example
* insert PracticeOrder(GP-20260302-21, $sct#240977001 "Biopsy of skin", 09:00)
* insert GroupId(requisition, $practice-orders, GP-20260302-G2)
* insert OrganizationRef(performer, skin-clinic, Riverton Skin Clinic)

Instance: histology-order
InstanceOf: OrderServiceRequest
Title: "Order for the histopathology of the biopsy"
Description: "Waits for the biopsy: the RequestGroup says so, to which the Task about it leads."
Usage: #example
* insert PracticeOrder(GP-20260302-22, $sct#252416005 "Histopathology test", 09:00)
* insert GroupId(requisition, $practice-orders, GP-20260302-G2)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)

Instance: suture-removal-order
InstanceOf: OrderServiceRequest
Title: "Order for the removal of the stitches"
Description: "Follows from the biopsy, and says so by basedOn."
Usage: #example
* insert PracticeOrder(GP-20260302-23, $sct#30549001 "Removal of suture", 09:02)
* basedOn = Reference(biopsy-order)
* insert GroupId(requisition, $practice-orders, GP-20260302-G2)
* insert OrganizationRef(performer, skin-clinic, Riverton Skin Clinic)

Instance: biopsy-plan
InstanceOf: RequestGroup
Title: "What comes after what"
Description: "The histopathology begins after the end of the biopsy."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-G2-P)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G2)
* status = #active
* intent = #order
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:00:00Z"
* author = Reference(dr-lee-general-practice)
* action[0].id = "biopsy"
* action[0].title = "Take the biopsy"
* action[0].resource = Reference(biopsy-order)
* action[1].id = "histology"
* action[1].title = "Examine it"
* action[1].resource = Reference(histology-order)
* action[1].relatedAction.actionId = "biopsy"
* action[1].relatedAction.relationship = #after-end

// ---- The Tasks: one each ----------------------------------------------------------------------------------------------

RuleSet: BiopsyCoordination
* insert PracticeTask(GP-20260302-21-T1, 09:05)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G2)
* basedOn = Reference(biopsy-plan)
* insert FocusOn(biopsy-order, ServiceRequest, $practice-orders, GP-20260302-21)
* insert OrganizationRef(owner, skin-clinic, Riverton Skin Clinic)

Instance: biopsy-coordination
InstanceOf: CoordinationTask
Title: "Task for the biopsy: requested"
Description: "The practice asks the skin clinic to take the biopsy."
Usage: #example
* insert BiopsyCoordination
* insert AsRequested(09:05)

Instance: biopsy-coordination-completed
InstanceOf: CoordinationTask
Title: "Task for the biopsy: completed"
Description: "The biopsy is taken: the specimen and the record of the procedure are there."
Usage: #example
* insert BiopsyCoordination
* insert AsCompleted(11:00)
* insert OutputRef(0, #result "Result", biopsy-procedure, Procedure, $clinic-records, SC-P-310)
* insert OutputRef(1, #result-detail "Result detail", biopsy-specimen, Specimen, $clinic-records, SC-S-310)

RuleSet: HistologyCoordination
* insert PracticeTask(GP-20260302-22-T1, 09:05)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G2)
* basedOn = Reference(biopsy-plan)
* insert FocusOn(histology-order, ServiceRequest, $practice-orders, GP-20260302-22)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

Instance: histology-coordination
InstanceOf: CoordinationTask
Title: "Task for the histopathology: requested"
Description: "The practice asks the laboratory to examine the biopsy that is to come."
Usage: #example
* insert HistologyCoordination
* insert AsRequested(09:05)

Instance: histology-coordination-started
InstanceOf: CoordinationTask
Title: "Task for the histopathology: in progress"
Description: "The biopsy is complete, and its specimen has become the input of the examination."
Usage: #example
* insert HistologyCoordination
* status = #in-progress
* businessStatus = CowBusinessStatus#specimen-received "Specimen received"
* lastModified = "2026-03-02T12:00:00Z"
* insert InputRef(0, #specimen "Specimen", biopsy-specimen, Specimen, $clinic-records, SC-S-310)

Instance: histology-coordination-completed
InstanceOf: CoordinationTask
Title: "Task for the histopathology: completed"
Description: "The same Task at the end, with its report."
Usage: #example
* insert HistologyCoordination
* insert AsCompleted(16:40)
* insert InputRef(0, #specimen "Specimen", biopsy-specimen, Specimen, $clinic-records, SC-S-310)
* insert OutputRef(0, #result "Result", histology-report, DiagnosticReport, $lab-reports, CL-R-88321)

Instance: suture-removal-coordination
InstanceOf: CoordinationTask
Title: "Task for the removal of the stitches: requested"
Description: "The practice asks the skin clinic to remove the stitches in due course."
Usage: #example
* insert PracticeTask(GP-20260302-23-T1, 09:06)
* insert GroupId(groupIdentifier, $practice-orders, GP-20260302-G2)
* insert FocusOn(suture-removal-order, ServiceRequest, $practice-orders, GP-20260302-23)
* insert OrganizationRef(owner, skin-clinic, Riverton Skin Clinic)
* insert AsRequested(09:06)

// ---- What came of them ------------------------------------------------------------------------------------------------

Instance: biopsy-procedure
InstanceOf: Procedure
Title: "The biopsy, as it was done"
Description: "The clinic's record of it."
Usage: #example
* insert BusinessId($clinic-records, SC-P-310)
* basedOn = Reference(biopsy-order)
* status = #completed
* code = $sct#240977001 "Biopsy of skin"
* subject = Reference(amy)
* performedDateTime = "2026-03-02T10:45:00Z"
* insert OrganizationRef(performer.actor, skin-clinic, Riverton Skin Clinic)

Instance: biopsy-specimen
InstanceOf: Specimen
Title: "The tissue that was taken"
Description: "What the biopsy left, and what the laboratory examines."
Usage: #example
* insert BusinessId($clinic-records, SC-S-310)
* status = #available
* type = $sct#309066003 "Skin biopsy specimen"
* subject = Reference(amy)
* request = Reference(biopsy-order)
* collection.collectedDateTime = "2026-03-02T10:45:00Z"

Instance: histology-report
InstanceOf: DiagnosticReport
Title: "Report of the histopathology"
Description: "Written after the biopsy was complete."
Usage: #example
* insert LabReport(CL-R-88321, histology-order, $loinc#11526-1 "Pathology study", 10:45, 16:30)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(biopsy-specimen)
* conclusion = "Benign melanocytic nevus."
