// Work has begun when Dr. Lee would like to know more from the same blood: the differential count as well.

Instance: cbc-differential-order
InstanceOf: OrderServiceRequest
Title: "Order for a blood count with differential"
Description: "What should take the place of the first order: a draft until the laboratory has agreed, so that care is not authorized twice."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-2)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* replaces = Reference(cbc-order)
* status = #draft
* intent = #order
* priority = #routine
* code = $loinc#57021-8 "CBC W Auto Differential panel - Blood"
* subject = Reference(amy)
* authoredOn = "2026-03-02T11:00:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(suspected-anemia)

Instance: cbc-modification
InstanceOf: ModificationRequestTask
Title: "Modification Request Task: with differential, please"
Description: "The practice asks the laboratory to go on by another order than the one that it works on."
Usage: #example
* insert BusinessId($practice-tasks, GP-20260302-1-M1)
* status = #requested
* intent = #order
* priority = #urgent
* code = $task-code#replace "Replace the focal resource with the input resource"
* focus = Reference(cbc-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-1"
* for = Reference(amy)
* authoredOn = "2026-03-02T11:05:00Z"
* lastModified = "2026-03-02T11:05:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)
* reasonCode.text = "Swollen lymph nodes were found after the order was written."
* input[replacement].valueReference = Reference(cbc-differential-order)

// What is the same from the moment at which the laboratory goes by the other order.
RuleSet: CbcCoordinationModified
* insert CbcCoordination
* input.type = CowTaskOutput#replacement "Replacement"
* input.valueReference = Reference(cbc-differential-order)

Instance: cbc-coordination-modified
InstanceOf: CoordinationTask
Title: "Coordination Task: with a replaced order"
Description: "The same Task after the laboratory has agreed to the change: it goes on by the order among the inputs."
Usage: #example
* insert CbcCoordinationModified
* status = #in-progress
* businessStatus = CowBusinessStatus#specimen-collected "Specimen collected"
* lastModified = "2026-03-02T11:20:00Z"

Instance: cbc-coordination-modified-completed
InstanceOf: CoordinationTask
Title: "Coordination Task: completed by the replaced order"
Description: "The same Task at the end: the report is on what was asked for last."
Usage: #example
* insert CbcCoordinationModified
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T14:35:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-differential-report)

Instance: cbc-differential-report
InstanceOf: DiagnosticReport
Title: "Report of the blood count with differential"
Description: "The laboratory's report on the replacing order."
Usage: #example
* insert BusinessId($lab-reports, CL-R-88353)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn = Reference(cbc-differential-order)
* status = #final
* category = $v2-0074#HM "Hematology"
* code = $loinc#57021-8 "CBC W Auto Differential panel - Blood"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T10:30:00Z"
* issued = "2026-03-02T14:30:00Z"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(cbc-specimen)
* conclusion = "Hemoglobin below the normal range; differential count normal."
