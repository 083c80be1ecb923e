// The practice wants the blood count stopped after the laboratory has begun: it may not cancel the Task itself, so it asks.

Instance: cbc-cancellation
InstanceOf: CancellationRequestTask
Title: "Cancellation Request Task: stop the blood count"
Description: "The practice asks the laboratory to stop work that has begun; the laboratory decides."
Usage: #example
* insert BusinessId($practice-tasks, GP-20260302-1-C1)
* status = #requested
* intent = #order
* priority = #urgent
* code = $task-code#abort "Mark the focal resource as no longer active"
* focus = Reference(cbc-coordination)
* focus.type = "Task"
* focus.identifier.system = $practice-tasks
* focus.identifier.value = "GP-20260302-1-T1"
* for = Reference(amy)
* authoredOn = "2026-03-02T11:10:00Z"
* lastModified = "2026-03-02T11:10:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)
* reasonCode = CowStatusReason#no-longer-needed "No longer needed"
* reasonCode.text = "The hospital that Amy has gone to has taken its own blood count."

Instance: cbc-coordination-stopped
InstanceOf: CoordinationTask
Title: "Coordination Task: stopped"
Description: "The same Task after the laboratory has stopped at the practice's wish: the specimen that was taken is named."
Usage: #example
* insert CbcCoordination
* status = #cancelled
* statusReason = CowStatusReason#cancelled-on-request "Cancelled on request"
* businessStatus = CowBusinessStatus#specimen-collected "Specimen collected"
* lastModified = "2026-03-02T11:30:00Z"
* output.type = CowTaskOutput#work-done "Work done"
* output.valueReference = Reference(cbc-specimen)
