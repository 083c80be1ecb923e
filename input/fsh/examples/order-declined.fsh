// The city laboratory cannot do it; the practice asks another one, by another Task about the same order.

Instance: east-lab
InstanceOf: Organization
Title: "The east laboratory"
Description: "Another clinical laboratory in the region."
Usage: #example
* insert BusinessId($registry-organizations, east-lab)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Eastside Laboratory"
* address.city = "Riverton"

RuleSet: CbcCoordinationEast
* insert BusinessId($practice-tasks, GP-20260302-1-T2)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(cbc-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-1"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:40:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, east-lab, Eastside Laboratory)
* restriction.period.end = "2026-03-04T17:00:00Z"

Instance: cbc-coordination-east
InstanceOf: CoordinationTask
Title: "Coordination Task of the second laboratory: requested"
Description: "The practice asks the east laboratory for what the city laboratory could not do."
Usage: #example
* insert CbcCoordinationEast
* status = #requested
* lastModified = "2026-03-02T09:40:00Z"

Instance: cbc-coordination-east-completed
InstanceOf: CoordinationTask
Title: "Coordination Task of the second laboratory: completed"
Description: "The same Task at the end: the east laboratory has reported."
Usage: #example
* insert CbcCoordinationEast
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T15:30:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-report-east)

Instance: cbc-report-east
InstanceOf: DiagnosticReport
Title: "Report of the second laboratory"
Description: "The blood count, as the east laboratory reports it."
Usage: #example
* insert BusinessId($lab-reports, EL-R-4410)
* basedOn = Reference(cbc-order)
* status = #final
* category = $v2-0074#HM "Hematology"
* code = $loinc#58410-2 "CBC panel - Blood by Automated count"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T13:10:00Z"
* issued = "2026-03-02T15:25:00Z"
* insert OrganizationRef(performer, east-lab, Eastside Laboratory)
* conclusion = "Mild anemia."
