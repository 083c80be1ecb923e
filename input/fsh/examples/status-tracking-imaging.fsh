// A CT of the head with contrast medium: ordered in the morning, done in the afternoon, interrupted on the way.

Instance: headache
InstanceOf: Condition
Title: "Headache"
Description: "The reason for the order of the CT."
Usage: #example
* insert BusinessId($practice-records, CON-20260302-6)
* clinicalStatus = $condition-clinical#active "Active"
* verificationStatus = $condition-ver-status#confirmed "Confirmed"
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* code = $sct#25064002 "Headache"
* subject = Reference(amy)
* recordedDate = "2026-03-02T09:20:00Z"
* recorder = Reference(dr-lee-general-practice)

Instance: ct-head-order
InstanceOf: OrderServiceRequest
Title: "Order for a CT of the head"
Description: "Dr. Lee authorizes a CT of the head with contrast medium."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-9)
* status = #active
* intent = #order
* priority = #urgent
* code = $loinc#24727-0 "CT Head W contrast IV"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:30:00Z"
* requester = Reference(dr-lee-general-practice)
* reasonReference = Reference(headache)

RuleSet: CtHeadCoordination
* insert BusinessId($practice-tasks, GP-20260302-9-T1)
* intent = #order
* priority = #urgent
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(ct-head-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-9"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:32:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, radiology-center, Riverton Radiology)
* restriction.period.end = "2026-03-03T18:00:00Z"

Instance: ct-head-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task for a CT: requested"
Description: "The practice asks the radiology center to do it by the next evening."
Usage: #example
* insert CtHeadCoordination
* status = #requested
* lastModified = "2026-03-02T09:32:00Z"

Instance: ct-head-on-hold
InstanceOf: CoordinationTask
Title: "Coordination Task for a CT: on hold"
Description: "Work has begun and stands still: the business status says how far it is, the reason says why it does not go on."
Usage: #example
* insert CtHeadCoordination
* status = #on-hold
* statusReason = CowStatusReason#patient-condition "Patient condition"
* statusReason.text = "Hives after the contrast medium; treated, and watched for half an hour before we go on."
* businessStatus = CowBusinessStatus#contrast-administered "Contrast administered"
* lastModified = "2026-03-02T14:22:00Z"

Instance: ct-head-completed
InstanceOf: CoordinationTask
Title: "Coordination Task for a CT: completed"
Description: "Report and images are among the outputs."
Usage: #example
* insert CtHeadCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T17:05:00Z"
* output[0].type = CowTaskOutput#result "Result"
* output[0].valueReference = Reference(ct-head-report)
* output[0].valueReference.type = "DiagnosticReport"
* output[1].type = CowTaskOutput#result-detail "Result detail"
* output[1].valueReference = Reference(ct-head-images)
* output[1].valueReference.type = "ImagingStudy"

Instance: ct-head-images
InstanceOf: ImagingStudy
Title: "Images of the head"
Description: "The study that the radiology center acquired."
Usage: #example
* insert BusinessId($radiology-studies, RR-I-20260302-31)
* status = #available
* basedOn = Reference(ct-head-order)
* subject = Reference(amy)
* started = "2026-03-02T15:02:00Z"
* description = "CT of the head with contrast medium"

Instance: ct-head-report
InstanceOf: DiagnosticReport
Title: "Report of the CT"
Description: "What the radiologist saw."
Usage: #example
* insert BusinessId($radiology-reports, RR-R-20260302-31)
* basedOn = Reference(ct-head-order)
* status = #final
* category = $v2-0074#RAD "Radiology"
* code = $loinc#24727-0 "CT Head W contrast IV"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T15:02:00Z"
* issued = "2026-03-02T17:00:00Z"
* insert OrganizationRef(performer, radiology-center, Riverton Radiology)
* imagingStudy = Reference(ct-head-images)
* conclusion = "No mass, no bleeding, no enhancement that should not be there."
