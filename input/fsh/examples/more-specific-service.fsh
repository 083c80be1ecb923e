// "MRI of the brain", says the order; that contrast medium is wanted is for the radiologist to say.

Instance: vertigo
InstanceOf: Condition
Title: "Vertigo"
Description: "The reason for the imaging order."
Usage: #example
* insert BusinessId($practice-records, CON-20260302-19)
* clinicalStatus = $condition-clinical#active "Active"
* verificationStatus = $condition-ver-status#confirmed "Confirmed"
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* code = $sct#399153001 "Vertigo"
* subject = Reference(amy)
* recordedDate = "2026-03-02T08:50:00Z"
* recorder = Reference(dr-lee-general-practice)

Instance: brain-mri-order
InstanceOf: OrderServiceRequest
Title: "Order for an MRI of the brain"
Description: "Dr. Lee authorizes the imaging and leaves its protocol to the radiologist."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-40)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* status = #active
* intent = #order
* priority = #routine
* code = $loinc#24590-2 "MR Brain"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:00:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(vertigo)

Instance: brain-mri-filler-order
InstanceOf: OrderServiceRequest
Title: "The radiology center's own, more specific order"
Description: "Without and with contrast medium: decided by the radiology center, under its own authority, within what was ordered."
Usage: #example
* insert BusinessId($radiology-orders, RR-20260302-12)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn = Reference(brain-mri-order)
* status = #active
* intent = #filler-order
* code = $loinc#24587-8 "MR Brain WO and W contrast IV"
* subject = Reference(amy)
* authoredOn = "2026-03-02T10:00:00Z"
* insert OrganizationRef(requester, radiology-center, Riverton Radiology)
* insert OrganizationRef(performer, radiology-center, Riverton Radiology)

RuleSet: BrainMriCoordination
* insert BusinessId($practice-tasks, GP-20260302-40-T1)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(brain-mri-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-40"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:05:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, radiology-center, Riverton Radiology)

// The own request is shared, so that the practice can see what is really being done.
RuleSet: BrainMriOwnRequest
* output[0].type = CowTaskOutput#own-request "Own request"
* output[0].valueReference = Reference(brain-mri-filler-order)

Instance: brain-mri-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task: an MRI is asked for"
Description: "The practice asks the radiology center."
Usage: #example
* insert BrainMriCoordination
* status = #requested
* lastModified = "2026-03-02T09:05:00Z"

Instance: brain-mri-coordination-started
InstanceOf: CoordinationTask
Title: "Coordination Task: contrast medium administered"
Description: "The same Task while the images are taken. Its focus is still what the practice asked for."
Usage: #example
* insert BrainMriCoordination
* status = #in-progress
* businessStatus = CowBusinessStatus#contrast-administered "Contrast administered"
* lastModified = "2026-03-02T13:10:00Z"
* insert BrainMriOwnRequest

Instance: brain-mri-coordination-completed
InstanceOf: CoordinationTask
Title: "Coordination Task: the MRI is reported"
Description: "The same Task at the end, with the radiology center's own order and the report."
Usage: #example
* insert BrainMriCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T16:05:00Z"
* insert BrainMriOwnRequest
* output[1].type = CowTaskOutput#result "Result"
* output[1].valueReference = Reference(brain-mri-report)

Instance: brain-mri-report
InstanceOf: DiagnosticReport
Title: "Report of the MRI"
Description: "Based on the practice's order and on the radiology center's own."
Usage: #example
* insert BusinessId($radiology-reports, RR-R-2207)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn[0] = Reference(brain-mri-order)
* basedOn[1] = Reference(brain-mri-filler-order)
* status = #final
* category = $v2-0074#RAD "Radiology"
* code = $loinc#24587-8 "MR Brain WO and W contrast IV"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T13:00:00Z"
* issued = "2026-03-02T16:00:00Z"
* insert OrganizationRef(performer, radiology-center, Riverton Radiology)
* conclusion = "No abnormal enhancement."
