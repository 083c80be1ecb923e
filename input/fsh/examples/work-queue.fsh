// The work list of a practice: Tasks that wait for whoever has the right role.

// {id}: identifier in the registry; {name}: of the person
RuleSet: NurseRole(id, name)
* insert BusinessId($registry-practitioners, {id})
* active = true
* practitioner.display = "{name}"
* insert OrganizationRef(organization, general-practice, Riverton General Practice)
* code = $sct#224535009 "Registered nurse"

Instance: nurse-kim
InstanceOf: PractitionerRole
Title: "Nurse Kim at the general practice"
Description: "Works on the queue of the nurses."
Usage: #example
* insert NurseRole(kim-at-general-practice, Soo Kim)

Instance: nurse-ortiz
InstanceOf: PractitionerRole
Title: "Nurse Ortiz at the general practice"
Description: "Works on the queue of the nurses."
Usage: #example
* insert NurseRole(ortiz-at-general-practice, Rosa Ortiz)

Instance: wound-care-order
InstanceOf: OrderServiceRequest
Title: "Order for wound care"
Description: "To be done in the practice."
Usage: #example
* insert PracticeOrder(GP-20260302-41, $sct#225358003 "Wound care", 08:00)

Instance: blood-pressure-order
InstanceOf: OrderServiceRequest
Title: "Order for blood pressure taking"
Description: "To be done in the practice."
Usage: #example
* insert PracticeOrder(GP-20260302-42, $sct#46973005 "Blood pressure taking", 08:05)
* priority = #asap

// What Tasks in the practice's queue have in common. {due}: hh:mm of the story's day
RuleSet: QueueTask(number, priority, description, due)
* insert BusinessId($practice-tasks, {number})
* intent = #order
* priority = #{priority}
* description = "{description}"
* for = Reference(amy)
* authoredOn = "2026-03-02T08:10:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* restriction.period.end = "2026-03-02T{due}:00Z"
* insert AsRequested(08:10)

Instance: wound-care-task
InstanceOf: CoordinationTask
Title: "In the queue: wound care"
Description: "Waits for any nurse of the practice."
Usage: #example
* insert QueueTask(GP-20260302-41-T1, routine, Dress the wound on the left arm, 11:00)
* code = $task-code#fulfill "Fulfill the focal request"
* insert FocusOn(wound-care-order, ServiceRequest, $practice-orders, GP-20260302-41)
* performerType = $sct#224535009 "Registered nurse"

Instance: blood-pressure-task
InstanceOf: CoordinationTask
Title: "In the queue: blood pressure"
Description: "Waits for any nurse of the practice, and is more urgent than the other."
Usage: #example
* insert QueueTask(GP-20260302-42-T1, asap, Take the blood pressure on both arms, 09:00)
* code = $task-code#fulfill "Fulfill the focal request"
* insert FocusOn(blood-pressure-order, ServiceRequest, $practice-orders, GP-20260302-42)
* performerType = $sct#224535009 "Registered nurse"

Instance: billing-task
InstanceOf: Task
Title: "In the queue: billing"
Description: "Waits for a billing clerk; SNOMED CT has no code for that role."
Usage: #example
* insert QueueTask(GP-20260302-41-T2, routine, Check whether the wound care can be billed, 17:00)
* code = CowTaskCode#review "Review"
* insert FocusOn(wound-care-order, ServiceRequest, $practice-orders, GP-20260302-41)
* performerType = $soc#43-3021 "Billing and Posting Clerks"
