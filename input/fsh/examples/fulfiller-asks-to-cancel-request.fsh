// The laboratory finds the same test, done yesterday. It cannot revoke an order that it did not write, so it asks.

Instance: cbc-revocation
InstanceOf: CancellationRequestTask
Title: "Cancellation Request Task: revoke the order"
Description: "The laboratory proposes that the practice revoke its order; the practice decides."
Usage: #example
* insert BusinessId($lab-tasks, CL-T-412)
* status = #requested
* intent = #proposal
* priority = #routine
* code = $task-code#abort "Mark the focal resource as no longer active"
* focus = Reference(cbc-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-1"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:30:00Z"
* lastModified = "2026-03-02T09:30:00Z"
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(owner, general-practice, Riverton General Practice)
* reasonCode = CowStatusReason#ordered-in-error "Ordered in error"
* reasonCode.text = "The hospital had the same blood count done here yesterday; its report is with you."
