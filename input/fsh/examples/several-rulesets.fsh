// Patterns of the flows in which several Requests or several Tasks belong together.

// An order of the practice for Amy. {number}: its identifier; {code}: what is ordered; {at}: time of the story's day, hh:mm
RuleSet: PracticeOrder(number, code, at)
* insert BusinessId($practice-orders, {number})
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* status = #active
* intent = #order
* priority = #routine
* code = {code}
* subject = Reference(amy)
* authoredOn = "2026-03-02T{at}:00Z"
* requester = Reference(dr-lee-general-practice)

// The identifier of a group of Requests and Tasks. {element}: requisition or groupIdentifier
RuleSet: GroupId(element, system, value)
* {element}.system = {system}
* {element}.value = "{value}"

// The Request that a Task is about, also for those who cannot follow the reference.
RuleSet: FocusOn(id, type, system, value)
* focus = Reference({id})
* focus.type = "{type}"
* focus.identifier.system = {system}
* focus.identifier.value = "{value}"

// What a Task of the practice that asks for the fulfilment of an order has in common. {number}: its identifier; {at}: hh:mm
RuleSet: PracticeTask(number, at)
* insert BusinessId($practice-tasks, {number})
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* for = Reference(amy)
* authoredOn = "2026-03-02T{at}:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)

// A Task before anybody has done anything about it.
RuleSet: AsRequested(at)
* status = #requested
* lastModified = "2026-03-02T{at}:00Z"

// A Task at its end, when what came of it can be read.
RuleSet: AsCompleted(at)
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T{at}:00Z"

// An output (or input) that is a resource. {n}: index; {code}: code and display of what it is to the Task
RuleSet: OutputRef(n, code, id, type, system, value)
* output[{n}].type = CowTaskOutput{code}
* output[{n}].valueReference = Reference({id})
* output[{n}].valueReference.type = "{type}"
* output[{n}].valueReference.identifier.system = {system}
* output[{n}].valueReference.identifier.value = "{value}"

RuleSet: InputRef(n, code, id, type, system, value)
* input[{n}].type = CowTaskOutput{code}
* input[{n}].valueReference = Reference({id})
* input[{n}].valueReference.type = "{type}"
* input[{n}].valueReference.identifier.system = {system}
* input[{n}].valueReference.identifier.value = "{value}"

// A laboratory report on Amy. {order}: the Request that it fulfils; {code}: what was examined; {drawn}, {issued}: hh:mm
RuleSet: LabReport(number, order, code, drawn, issued)
* insert BusinessId($lab-reports, {number})
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn = Reference({order})
* status = #final
* category = $v2-0074#LAB "Laboratory"
* code = {code}
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T{drawn}:00Z"
* issued = "2026-03-02T{issued}:00Z"

// A Task by which the laboratory asks for a step of its work on the blood count. {code}: kind of step; {parent}: what it is part of; {at}: hh:mm
RuleSet: LabStep(number, code, parent, at)
* insert BusinessId($lab-tasks, {number})
* partOf = Reference({parent})
* intent = #order
* priority = #routine
* code = CowTaskCode{code}
* insert FocusOn(cbc-order, ServiceRequest, $practice-orders, GP-20260302-1)
* for = Reference(amy)
* authoredOn = "2026-03-02T{at}:00Z"

// An organization of the region. {id}: its identifier in the registry
RuleSet: Provider(id, name)
* insert BusinessId($registry-organizations, {id})
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "{name}"
* address.city = "Riverton"
