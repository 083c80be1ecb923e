// One blood test: ordered at 09:00, asked for at 09:05, accepted, collected and examined, reported at 14:00, closed at 14:05.

// ---- Why: what the doctor knew -------------------------------------------------------------------------------------

Instance: fatigue-score
InstanceOf: Observation
Title: "Level of fatigue"
Description: "What made the doctor think of anemia; supporting information of the order."
Usage: #example
* insert BusinessId($practice-records, OBS-20260302-17)
* status = #final
* category = $observation-category#survey "Survey"
* code = $sct#440398005 "Level of fatigue"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T08:40:00Z"
* issued = "2026-03-02T08:41:00Z"
* performer = Reference(dr-lee-general-practice)
* valueCodeableConcept = $sct#6736007 "Moderate"

Instance: suspected-anemia
InstanceOf: Condition
Title: "Suspected anemia"
Description: "The reason for the order."
Usage: #example
* insert BusinessId($practice-records, CON-20260302-4)
* clinicalStatus = $condition-clinical#active "Active"
* verificationStatus = $condition-ver-status#provisional "Provisional"
* category = $condition-category#encounter-diagnosis "Encounter Diagnosis"
* code = $sct#271737000 "Anemia"
* subject = Reference(amy)
* recordedDate = "2026-03-02T08:45:00Z"
* recorder = Reference(dr-lee-general-practice)

// ---- The Request: what is authorized -------------------------------------------------------------------------------

Instance: cbc-order
InstanceOf: OrderServiceRequest
Title: "Order for a blood count"
Description: "Dr. Lee authorizes a complete blood count. It names the laboratory that is wished for, and asks nobody for anything: the Task does."
Usage: #example
* insert BusinessId($practice-orders, GP-20260302-1)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* status = #active
* intent = #order
* priority = #routine
* code = $loinc#58410-2 "CBC panel - Blood by Automated count"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:00:00Z"
* requester = Reference(dr-lee-general-practice)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* reasonReference = Reference(suspected-anemia)
* supportingInfo = Reference(fatigue-score)

// ---- The Coordination Task: what is asked, and how far it has come --------------------------------------------------

// The Task is one thing at two times: both instances have the same identifier and share all that does not change.
RuleSet: CbcCoordination
* insert BusinessId($practice-tasks, GP-20260302-1-T1)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* focus = Reference(cbc-order)
* focus.type = "ServiceRequest"
* focus.identifier.system = $practice-orders
* focus.identifier.value = "GP-20260302-1"
* for = Reference(amy)
* for.identifier.system = $registry-patients
* for.identifier.value = "1987-0412-3"
* authoredOn = "2026-03-02T09:05:00Z"
* insert OrganizationRef(requester, general-practice, Riverton General Practice)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)
* extension[requestedPerformer].extension[_datatype].valueString = "CodeableReference"
* extension[requestedPerformer].extension[concept].valueCodeableConcept = $sct#159285000 "Medical laboratory technician"
* restriction.period.end = "2026-03-04T17:00:00Z"

Instance: cbc-coordination
InstanceOf: CoordinationTask
Title: "Coordination Task: requested"
Description: "The practice asks the laboratory to fulfil the order by the evening of the second day."
Usage: #example
* insert CbcCoordination
* status = #requested
* lastModified = "2026-03-02T09:05:00Z"

Instance: cbc-coordination-completed
InstanceOf: CoordinationTask
Title: "Coordination Task: completed"
Description: "The same Task at the end: the laboratory has finished, and the report is among the outputs."
Usage: #example
* insert CbcCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T14:05:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-report)
* output.valueReference.type = "DiagnosticReport"
* output.valueReference.identifier.system = $lab-reports
* output.valueReference.identifier.value = "CL-R-88213"

// ---- The Events: what came of it -----------------------------------------------------------------------------------

Instance: cbc-specimen
InstanceOf: Specimen
Title: "Blood specimen"
Description: "Taken at the laboratory."
Usage: #example
* insert BusinessId($lab-specimens, CL-S-51177)
* status = #available
* type = $sct#119297000 "Blood specimen"
* subject = Reference(amy)
* receivedTime = "2026-03-02T10:40:00Z"
* request = Reference(cbc-order)
* collection.collectedDateTime = "2026-03-02T10:30:00Z"

// {value}: identifier; {loinc}, {display}: what was measured; {number}, {unit}, {ucum}: the result; {low}, {high}: normal range
RuleSet: CbcResult(value, loinc, display, number, unit, ucum, low, high)
* insert BusinessId($lab-results, {value})
* basedOn = Reference(cbc-order)
* status = #final
* category = $observation-category#laboratory "Laboratory"
* code = $loinc#{loinc} "{display}"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T10:30:00Z"
* issued = "2026-03-02T13:50:00Z"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(cbc-specimen)
* valueQuantity = {number} '{ucum}' "{unit}"
* referenceRange.low = {low} '{ucum}' "{unit}"
* referenceRange.high = {high} '{ucum}' "{unit}"

Instance: cbc-hemoglobin
InstanceOf: Observation
Title: "Hemoglobin"
Description: "Below the normal range."
Usage: #example
* insert CbcResult(CL-R-88213-1, 718-7, [[Hemoglobin [Mass/volume] in Blood]], 10.9, g/dL, g/dL, 12.0, 15.5)
* interpretation = $observation-interpretation#L "Low"

Instance: cbc-leukocytes
InstanceOf: Observation
Title: "Leukocytes"
Description: "Within the normal range."
Usage: #example
* insert CbcResult(CL-R-88213-2, 6690-2, [[Leukocytes [#/volume] in Blood by Automated count]], 6.8, 10*3/uL, 10*3/uL, 4.5, 11.0)
* interpretation = $observation-interpretation#N "Normal"

Instance: cbc-platelets
InstanceOf: Observation
Title: "Platelets"
Description: "Within the normal range."
Usage: #example
* insert CbcResult(CL-R-88213-3, 777-3, [[Platelets [#/volume] in Blood by Automated count]], 262, 10*3/uL, 10*3/uL, 150, 450)
* interpretation = $observation-interpretation#N "Normal"

// The report and the Placer's copy of it say the same under the same identifier.
RuleSet: CbcReport
* insert BusinessId($lab-reports, CL-R-88213)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn = Reference(cbc-order)
* status = #final
* category = $v2-0074#HM "Hematology"
* code = $loinc#58410-2 "CBC panel - Blood by Automated count"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T10:30:00Z"
* issued = "2026-03-02T14:00:00Z"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(cbc-specimen)
* result[0] = Reference(cbc-hemoglobin)
* result[1] = Reference(cbc-leukocytes)
* result[2] = Reference(cbc-platelets)
* conclusion = "Hemoglobin below the normal range; leukocytes and platelets normal."

Instance: cbc-report
InstanceOf: DiagnosticReport
Title: "Report of the blood count"
Description: "The laboratory's report, as the Task refers to it."
Usage: #example
* insert CbcReport

Instance: cbc-report-copy
InstanceOf: DiagnosticReport
Title: "The Placer's copy of the report"
Description: "Kept by the practice, so that whoever can reach only the practice finds it there. It keeps the laboratory's identifier."
Usage: #example
* insert CbcReport

Instance: cbc-report-copy-source
InstanceOf: Provenance
Title: "Where the copy comes from"
Description: "Names the report that the practice copied, and who copied it."
Usage: #example
* target = Reference(cbc-report-copy)
* recorded = "2026-03-02T14:30:00Z"
* activity = $data-operation#CREATE "create"
* activity.text = "Copied from the laboratory's system"
* agent.type = $provenance-agent#assembler "Assembler"
* insert OrganizationRef(agent.who, general-practice, Riverton General Practice)
* entity.role = #source
* entity.what = Reference(cbc-report)
* entity.what.identifier.system = $lab-reports
* entity.what.identifier.value = "CL-R-88213"
