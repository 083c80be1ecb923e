// The pharmacy knows of an allergy that the practice does not: it will not dispense, and proposes another antibiotic.

// {id}, {name}: the pharmacy
RuleSet: Pharmacy(id, name)
* insert BusinessId($registry-organizations, {id})
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "{name}"
* address.city = "Riverton"

Instance: mill-lane-pharmacy
InstanceOf: Organization
Title: "Mill Lane Pharmacy"
Description: "Amy's pharmacy; it fulfils prescriptions."
Usage: #example
* insert Pharmacy(mill-lane-pharmacy, Mill Lane Pharmacy)

Instance: harbour-pharmacy
InstanceOf: Organization
Title: "Harbour Pharmacy"
Description: "Another pharmacy in the town."
Usage: #example
* insert Pharmacy(harbour-pharmacy, Harbour Pharmacy)

Instance: penicillin-allergy
InstanceOf: AllergyIntolerance
Title: "Allergy to penicillin"
Description: "On file at the pharmacy, from an earlier prescription."
Usage: #example
* insert BusinessId($pharmacy-records, ML-A-2044)
* clinicalStatus = $allergy-clinical#active "Active"
* verificationStatus = $allergy-verification#unconfirmed "Unconfirmed"
* code = $sct#91936005 "Allergy to penicillin"
* patient = Reference(amy)
* recordedDate = "2024-10-14"

// {number}: identifier; {code}, {display}: the medicine; {dose}: how to take it
RuleSet: Prescription(number, code, display, dose)
* insert BusinessId($practice-prescriptions, {number})
* status = #active
* intent = #order
* medicationCodeableConcept = $rxnorm#{code} "{display}"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:20:00Z"
* requester = Reference(dr-lee-general-practice)
* dosageInstruction.text = "{dose}"

Instance: amoxicillin-order
InstanceOf: OrderMedicationRequest
Title: "Prescription of amoxicillin"
Description: "Dr. Lee prescribes an antibiotic, and does not know of the allergy."
Usage: #example
* insert Prescription(GP-RX-20260302-1, 308191, amoxicillin 500 MG Oral Capsule, One capsule three times a day for seven days)

// {number}: the Task's identifier; {order}, {orderNumber}: what it is about; {to}, {toName}: who is asked; {at}: when
RuleSet: DispenseTask(number, order, orderNumber, to, toName, at)
* insert BusinessId($practice-tasks, {number})
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference({order})
* focus.type = "MedicationRequest"
* focus.identifier.system = $practice-prescriptions
* focus.identifier.value = "{orderNumber}"
* for = Reference(amy)
* authoredOn = "{at}"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, {to}, {toName})

Instance: amoxicillin-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task: dispense amoxicillin"
Description: "The practice asks Amy's pharmacy."
Usage: #example
* insert DispenseTask(GP-RX-20260302-1-T1, amoxicillin-order, GP-RX-20260302-1, mill-lane-pharmacy, Mill Lane Pharmacy, 2026-03-02T09:25:00Z)
* status = #requested
* lastModified = "2026-03-02T09:25:00Z"

Instance: amoxicillin-coordination-rejected
InstanceOf: CoordinationTask
Title: "Coordination Task: rejected, with an alternative"
Description: "The same Task after the pharmacy has declined; what it would do instead is among the outputs."
Usage: #example
* insert DispenseTask(GP-RX-20260302-1-T1, amoxicillin-order, GP-RX-20260302-1, mill-lane-pharmacy, Mill Lane Pharmacy, 2026-03-02T09:25:00Z)
* status = #rejected
* statusReason = CowStatusReason#contraindicated "Contraindicated"
* statusReason.text = "Amy is on file here as allergic to penicillin."
* lastModified = "2026-03-02T09:50:00Z"
* output.type = CowTaskOutput#alternative "Alternative"
* output.valueReference = Reference(azithromycin-proposal)

Instance: azithromycin-proposal
InstanceOf: OrderMedicationRequest
Title: "The pharmacy's proposal: azithromycin"
Description: "It authorizes nothing, and never becomes the order: that is another Request, by the practice."
Usage: #example
* insert BusinessId($pharmacy-proposals, ML-P-118)
* status = #active
* intent = #proposal
* medicationCodeableConcept = $rxnorm#308460 "azithromycin 250 MG Oral Tablet"
* subject = Reference(amy)
* supportingInformation = Reference(penicillin-allergy)
* basedOn = Reference(amoxicillin-order)
* authoredOn = "2026-03-02T09:45:00Z"
* insert OrganizationRef(requester, mill-lane-pharmacy, Mill Lane Pharmacy)
* dosageInstruction.text = "Two tablets on the first day, then one a day for four days"

Instance: azithromycin-order
InstanceOf: OrderMedicationRequest
Title: "Prescription of azithromycin"
Description: "Dr. Lee takes up the proposal: a new order, which takes the place of the first one."
Usage: #example
* insert BusinessId($practice-prescriptions, GP-RX-20260302-2)
* basedOn = Reference(azithromycin-proposal)
* status = #active
* intent = #order
* medicationCodeableConcept = $rxnorm#308460 "azithromycin 250 MG Oral Tablet"
* subject = Reference(amy)
* authoredOn = "2026-03-02T10:10:00Z"
* requester = Reference(dr-lee-general-practice)
* priorPrescription = Reference(amoxicillin-order)
* dosageInstruction.text = "Two tablets on the first day, then one a day for four days"

Instance: azithromycin-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task: dispense azithromycin"
Description: "Another Task about the new order; the first one stays rejected."
Usage: #example
* insert DispenseTask(GP-RX-20260302-2-T1, azithromycin-order, GP-RX-20260302-2, mill-lane-pharmacy, Mill Lane Pharmacy, 2026-03-02T10:15:00Z)
* status = #requested
* lastModified = "2026-03-02T10:15:00Z"

Instance: amoxicillin-coordination-harbour
InstanceOf: CoordinationTask
Title: "Coordination Task of the second pharmacy: dispense amoxicillin"
Description: "Dr. Lee keeps to the order and asks another pharmacy."
Usage: #example
* insert DispenseTask(GP-RX-20260302-1-T2, amoxicillin-order, GP-RX-20260302-1, harbour-pharmacy, Harbour Pharmacy, 2026-03-02T10:30:00Z)
* status = #requested
* lastModified = "2026-03-02T10:30:00Z"
