// Three prescriptions, one visit to the pharmacy, one Task; one of the three is left out on the way.

// {number}: identifier; {code}, {display}: the medicine; {dose}: how to take it
RuleSet: PrescriptionOfGroup(number, code, display, dose)
* insert Prescription({number}, {code}, {display}, {dose})
* groupIdentifier.system = $practice-prescriptions
* groupIdentifier.value = "GP-RX-20260302-G3"

Instance: ferrous-sulfate-order
InstanceOf: OrderMedicationRequest
Title: "Prescription of iron"
Description: "The first of three that were written together."
Usage: #example
* insert PrescriptionOfGroup(GP-RX-20260302-3, 310325, ferrous sulfate 325 MG Oral Tablet, One tablet a day)

Instance: ibuprofen-order
InstanceOf: OrderMedicationRequest
Title: "Prescription of ibuprofen"
Description: "The second of three that were written together; it is left out later."
Usage: #example
* insert PrescriptionOfGroup(GP-RX-20260302-4, 197805, ibuprofen 400 MG Oral Tablet, One tablet when needed and at most three a day)

Instance: omeprazole-order
InstanceOf: OrderMedicationRequest
Title: "Prescription of omeprazole"
Description: "The third of three that were written together."
Usage: #example
* insert PrescriptionOfGroup(GP-RX-20260302-5, 198051, omeprazole 20 MG Delayed Release Oral Capsule, One capsule in the morning)

RuleSet: DispenseGroup
* insert DispenseTask(GP-RX-20260302-G3-T1, ferrous-sulfate-order, GP-RX-20260302-3, mill-lane-pharmacy, Mill Lane Pharmacy, 2026-03-02T09:30:00Z)
* groupIdentifier.system = $practice-prescriptions
* groupIdentifier.value = "GP-RX-20260302-G3"
* extension[focus][+].valueReference = Reference(ibuprofen-order)
* extension[focus][+].valueReference = Reference(omeprazole-order)

Instance: dispense-group
InstanceOf: GroupCoordinationTask
Title: "Group Coordination Task: requested"
Description: "The practice asks the pharmacy to dispense all three."
Usage: #example
* insert DispenseGroup
* status = #requested
* lastModified = "2026-03-02T09:30:00Z"

Instance: dispense-group-partly
InstanceOf: GroupCoordinationTask
Title: "Group Coordination Task: partly fulfilled"
Description: "The same Task when the iron has been handed out and the other two have not."
Usage: #example
* insert DispenseGroup
* status = #in-progress
* businessStatus = CowBusinessStatus#partially-fulfilled "Partially fulfilled"
* lastModified = "2026-03-02T11:00:00Z"
* output.type = CowTaskOutput#dispense "Dispense"
* output.valueReference = Reference(ferrous-sulfate-dispensed)

Instance: dispense-group-completed
InstanceOf: GroupCoordinationTask
Title: "Group Coordination Task: completed"
Description: "The same Task when all that is still wanted has been handed out. It still names all that was asked."
Usage: #example
* insert DispenseGroup
* status = #completed
* lastModified = "2026-03-02T15:00:00Z"
* output[0].type = CowTaskOutput#dispense "Dispense"
* output[0].valueReference = Reference(ferrous-sulfate-dispensed)
* output[1].type = CowTaskOutput#dispense "Dispense"
* output[1].valueReference = Reference(omeprazole-dispensed)

// {number}: identifier; {code}, {display}: the medicine; {order}: the prescription; {at}: when
RuleSet: Dispensed(number, code, display, order, at)
* insert BusinessId($pharmacy-dispenses, {number})
* status = #completed
* medicationCodeableConcept = $rxnorm#{code} "{display}"
* subject = Reference(amy)
* insert OrganizationRef(performer.actor, mill-lane-pharmacy, Mill Lane Pharmacy)
* authorizingPrescription = Reference({order})
* whenHandedOver = "{at}"

Instance: ferrous-sulfate-dispensed
InstanceOf: MedicationDispense
Title: "Iron, handed out"
Description: "What came of the first prescription."
Usage: #example
* insert Dispensed(ML-D-5501, 310325, ferrous sulfate 325 MG Oral Tablet, ferrous-sulfate-order, 2026-03-02T10:55:00Z)

Instance: omeprazole-dispensed
InstanceOf: MedicationDispense
Title: "Omeprazole, handed out"
Description: "What came of the third prescription, when the pharmacy had it in stock."
Usage: #example
* insert Dispensed(ML-D-5502, 198051, omeprazole 20 MG Delayed Release Oral Capsule, omeprazole-order, 2026-03-02T14:55:00Z)

Instance: ibuprofen-cancellation
InstanceOf: CancellationRequestTask
Title: "Cancellation Request Task: leave one item out"
Description: "The pharmacy is at work, so the practice asks before it ends one prescription of the group."
Usage: #example
* insert BusinessId($practice-tasks, GP-RX-20260302-4-C1)
* status = #requested
* intent = #order
* code = $task-code#abort "Mark the focal resource as no longer active"
* focus = Reference(ibuprofen-order)
* focus.type = "MedicationRequest"
* focus.identifier.system = $practice-prescriptions
* focus.identifier.value = "GP-RX-20260302-4"
* for = Reference(amy)
* authoredOn = "2026-03-02T12:00:00Z"
* lastModified = "2026-03-02T12:00:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, mill-lane-pharmacy, Mill Lane Pharmacy)
* reasonCode = CowStatusReason#no-longer-needed "No longer needed"
* reasonCode.text = "No ibuprofen while a bleeding is suspected."
