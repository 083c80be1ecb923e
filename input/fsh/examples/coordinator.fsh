// A referral office between the practice and those who treat. It either stays between them, or brings them together and leaves.

// {id}: of the organization; {name}: its name
RuleSet: TreatingOrganization(id, name)
* insert BusinessId($registry-organizations, {id})
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "{name}"
* address.city = "Riverton"

Instance: referral-office
InstanceOf: Organization
Title: "The referral office (Coordinator)"
Description: "It knows who has room for whom, and treats nobody itself."
Usage: #example
* insert TreatingOrganization(referral-office, Riverton Referral Office)

Instance: mill-lane-physio
InstanceOf: Organization
Title: "Physiotherapists in Mill Lane"
Description: "They treat knees and backs."
Usage: #example
* insert TreatingOrganization(mill-lane-physio, Mill Lane Physiotherapy)

Instance: harbour-physio
InstanceOf: Organization
Title: "Physiotherapists at the harbour"
Description: "They treat knees and backs too."
Usage: #example
* insert TreatingOrganization(harbour-physio, Harbour Physiotherapy)

Instance: knee-pain
InstanceOf: Condition
Title: "Knee pain"
Description: "The reason for the referral."
Usage: #example
* insert BusinessId($practice-records, CON-20260302-11)
* clinicalStatus = $condition-clinical#active "Active"
* verificationStatus = $condition-ver-status#confirmed "Confirmed"
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* code = $sct#30989003 "Knee pain"
* subject = Reference(amy)
* recordedDate = "2026-03-02T11:00:00Z"
* recorder = Reference(dr-lee-general-practice)

Instance: physio-order
InstanceOf: OrderServiceRequest
Title: "Referral to a physiotherapist"
Description: "Dr. Lee authorizes physiotherapy and names nobody who should give it."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-15)
* status = #active
* intent = #order
* priority = #routine
* code = $sct#308447003 "Referral to physiotherapist"
* subject = Reference(amy)
* authoredOn = "2026-03-02T11:05:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(knee-pain)

// {number}: the Task's identifier; {system}: of whom it is; {from}, {to}: who asks whom, with their names; {time}: when
RuleSet: PhysioTask(system, number, from, fromName, to, toName, time)
* insert BusinessId({system}, {number})
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(physio-order)
* focus.type = "ServiceRequest"
* for = Reference(amy)
* authoredOn = "{time}"
* insert OrganizationRef(requester, {from}, {fromName})
* insert OrganizationRef(owner, {to}, {toName})

RuleSet: PhysioCoordination
* insert PhysioTask($practice-tasks, GP-20260302-15-T1, general-practice, Riverton General Practice, referral-office, Riverton Referral Office, 2026-03-02T11:06:00Z)

// {time}: when it was completed. What came of it is the same, whoever tells of it.
RuleSet: PhysioDone(time)
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "{time}"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(physio-course)
* output.valueReference.type = "Procedure"

Instance: physio-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task: the referral office is asked"
Description: "The practice asks the referral office, and leaves to it who is to treat Amy."
Usage: #example
* insert PhysioCoordination
* status = #requested
* lastModified = "2026-03-02T11:06:00Z"

Instance: physio-coordination-completed
InstanceOf: CoordinationTask
Title: "Coordination Task of the referral office: completed"
Description: "Carried over from the physiotherapists' own Task, with the output."
Usage: #example
* insert PhysioCoordination
* insert PhysioDone(2026-04-13T12:10:00Z)

Instance: physio-mediated
InstanceOf: CoordinationTask
Title: "Task of the referral office for the physiotherapists"
Description: "Part of the practice's Task, and about the practice's order."
Usage: #example
* insert PhysioTask($referral-tasks, RO-5501-1, referral-office, Riverton Referral Office, mill-lane-physio, Mill Lane Physiotherapy, 2026-03-02T12:00:00Z)
* partOf = Reference(physio-coordination)
* status = #requested
* lastModified = "2026-03-02T12:00:00Z"

Instance: physio-mediated-completed
InstanceOf: CoordinationTask
Title: "Task of the referral office for the physiotherapists: completed"
Description: "The physiotherapists have treated Amy."
Usage: #example
* insert PhysioTask($referral-tasks, RO-5501-1, referral-office, Riverton Referral Office, mill-lane-physio, Mill Lane Physiotherapy, 2026-03-02T12:00:00Z)
* partOf = Reference(physio-coordination)
* insert PhysioDone(2026-04-13T12:00:00Z)

Instance: physio-mediated-second
InstanceOf: CoordinationTask
Title: "Another Task of the referral office, for other physiotherapists"
Description: "Part of the same Task of the practice, which need not know that the first ones had declined."
Usage: #example
* insert PhysioTask($referral-tasks, RO-5501-2, referral-office, Riverton Referral Office, harbour-physio, Harbour Physiotherapy, 2026-03-02T15:00:00Z)
* partOf = Reference(physio-coordination)
* status = #requested
* lastModified = "2026-03-02T15:00:00Z"

// The course of six treatments goes on after the day of the order; it is the one output that is not of that day.
Instance: physio-course
InstanceOf: Procedure
Title: "A course of physiotherapy"
Description: "What was done for Amy's knee."
Usage: #example
* insert BusinessId($physio-records, MLP-7-2026)
* basedOn = Reference(physio-order)
* status = #completed
* code.text = "Six sessions of physiotherapy for the knee"
* subject = Reference(amy)
* performedPeriod.start = "2026-03-09T09:00:00Z"
* performedPeriod.end = "2026-04-13T09:45:00Z"
* insert OrganizationRef(performer.actor, mill-lane-physio, Mill Lane Physiotherapy)

// ---- The coordinator leaves ------------------------------------------------------------------------------------------

Instance: physio-handed-over
InstanceOf: CoordinationTask
Title: "Coordination Task of the referral office: handed over"
Description: "The office names the party that it found and ends its own part: the practice asks that party by a Task of its own."
Usage: #example
* insert PhysioCoordination
* status = #rejected
* statusReason = CowStatusReason#handed-over "Handed over"
* statusReason.text = "Mill Lane Physiotherapy has room next week and expects your Task."
* lastModified = "2026-03-02T14:00:00Z"
* extension[requestedPerformer].extension[_datatype].valueString = "CodeableReference"
* extension[requestedPerformer].extension[reference].valueReference = Reference(mill-lane-physio)

Instance: physio-direct
InstanceOf: CoordinationTask
Title: "Coordination Task: the physiotherapists are asked directly"
Description: "The practice's Task for the party that was found, by the referral office or by Amy."
Usage: #example
* insert PhysioTask($practice-tasks, GP-20260302-15-T2, general-practice, Riverton General Practice, mill-lane-physio, Mill Lane Physiotherapy, 2026-03-02T14:30:00Z)
* status = #requested
* lastModified = "2026-03-02T14:30:00Z"

// ---- The patient chooses ---------------------------------------------------------------------------------------------

Instance: physio-choice
InstanceOf: Communication
Title: "The patient's choice"
Description: "Amy's app tells the practice whom she has chosen."
Usage: #example
* identifier.system = $patient-app-messages
* identifier.value = "APP-20260302-1"
* status = #completed
* subject = Reference(amy)
* about = Reference(physio-order)
* sent = "2026-03-02T14:20:00Z"
* sender = Reference(amy)
* insert OrganizationRef(recipient, general-practice, Riverton General Practice)
* payload.contentReference = Reference(mill-lane-physio)
