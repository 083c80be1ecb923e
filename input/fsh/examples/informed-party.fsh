// A stool culture: ordered from the laboratory, while infection control is told of it and asked for nothing.

Instance: infection-control
InstanceOf: Organization
Title: "Infection control"
Description: "The office of the town that looks after infections; it is told of suspicions early."
Usage: #example
* insert BusinessId($registry-organizations, infection-control)
* active = true
* type = $organization-type#govt "Government"
* name = "Riverton Infection Control"
* address.city = "Riverton"

Instance: diarrhea
InstanceOf: Condition
Title: "Diarrhea"
Description: "The reason for the order of the stool culture."
Usage: #example
* insert BusinessId($practice-records, CON-20260302-8)
* clinicalStatus = $condition-clinical#active "Active"
* verificationStatus = $condition-ver-status#confirmed "Confirmed"
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* code = $sct#62315008 "Diarrhea"
* subject = Reference(amy)
* recordedDate = "2026-03-02T10:00:00Z"
* recorder = Reference(dr-lee-general-practice)

Instance: stool-culture-order
InstanceOf: OrderServiceRequest
Title: "Order for a stool culture"
Description: "Dr. Lee suspects an infection that comes from food."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-52)
* status = #active
* intent = #order
* priority = #urgent
* code = $loinc#625-4 "Bacteria identified in Stool by Culture"
* subject = Reference(amy)
* authoredOn = "2026-03-02T10:05:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(diarrhea)

RuleSet: StoolCultureCoordination
* insert BusinessId($practice-tasks, GP-20260302-52-T1)
* intent = #order
* priority = #urgent
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(stool-culture-order)
* focus.type = "ServiceRequest"
* for = Reference(amy)
* authoredOn = "2026-03-02T10:06:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)
* restriction.period.end = "2026-03-05T17:00:00Z"

Instance: stool-culture-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task for a stool culture: requested"
Description: "The laboratory is asked; its owner tells everybody else that nothing is asked of them."
Usage: #example
* insert StoolCultureCoordination
* status = #requested
* lastModified = "2026-03-02T10:06:00Z"

Instance: stool-culture-completed
InstanceOf: CoordinationTask
Title: "Coordination Task for a stool culture: completed"
Description: "The report is among the outputs."
Usage: #example
* insert StoolCultureCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-04T11:30:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(stool-culture-report)
* output.valueReference.type = "DiagnosticReport"

Instance: stool-culture-report
InstanceOf: DiagnosticReport
Title: "Report of the stool culture"
Description: "What grew."
Usage: #example
* insert BusinessId($lab-reports, CL-R-88352)
* basedOn = Reference(stool-culture-order)
* status = #final
* category = $v2-0074#MB "Microbiology"
* code = $loinc#625-4 "Bacteria identified in Stool by Culture"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T11:00:00Z"
* issued = "2026-03-04T11:25:00Z"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* conclusion = "Salmonella grew."

Instance: outbreak-review
InstanceOf: Task
Title: "Task of infection control"
Description: "What infection control makes of the news: a Task of its own, in its own house, about the order."
Usage: #example
* identifier.system = $infection-control-tasks
* identifier.value = "RIC-2026-118"
* status = #requested
* intent = #order
* code = CowTaskCode#review "Review"
* description = "Has anybody else fallen ill at the same place?"
* focus = Reference(stool-culture-order)
* focus.type = "ServiceRequest"
* for = Reference(amy)
* authoredOn = "2026-03-02T10:20:00Z"
* lastModified = "2026-03-02T10:20:00Z"
* insert OrganizationRef(requester, infection-control, Riverton Infection Control)
* insert OrganizationRef(owner, infection-control, Riverton Infection Control)
