// A hospital that can reach only the practice looks for what came of an order long ago.

Instance: city-hospital
InstanceOf: Organization
Title: "The city hospital"
Description: "It treats Amy later, and knows of the practice alone."
Usage: #example
* insert BusinessId($registry-organizations, city-hospital)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Riverton City Hospital"
* address.city = "Riverton"

RuleSet: CbcReportCorrection
* insert CbcReport
* status = #corrected
* issued = "2026-03-02T16:40:00Z"
* conclusion = "Corrected: leukocytes slightly above the normal range. Hemoglobin below the normal range; platelets normal."

Instance: cbc-report-corrected
InstanceOf: DiagnosticReport
Title: "Report of the blood count: corrected later"
Description: "The laboratory's report, after its correction."
Usage: #example
* insert CbcReportCorrection

Instance: cbc-report-copy-corrected
InstanceOf: DiagnosticReport
Title: "The Placer's copy of the report: brought up to date"
Description: "The practice was told of the correction, and its copy says the same again."
Usage: #example
* insert CbcReportCorrection

Instance: cbc-coordination-corrected
InstanceOf: CoordinationTask
Title: "Coordination Task: completed, the report corrected later"
Description: "By this change of the Task the practice learns that its copy is out of date."
Usage: #example
* insert CbcCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-corrected "Results corrected"
* lastModified = "2026-03-02T16:42:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-report)
* output.valueReference.type = "DiagnosticReport"
* output.valueReference.identifier.system = $lab-reports
* output.valueReference.identifier.value = "CL-R-88213"

Instance: cbc-report-at-practice
InstanceOf: DiagnosticReport
Title: "Report that the laboratory writes at the practice"
Description: "Practice and laboratory have agreed that reports are kept in the practice's system: one report, and no copy."
Usage: #example
* insert BusinessId($lab-reports, CL-R-88215)
* basedOn = Reference(cbc-order)
* status = #final
* category = $v2-0074#HM "Hematology"
* code = $loinc#58410-2 "CBC panel - Blood by Automated count"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T10:30:00Z"
* issued = "2026-03-02T14:00:00Z"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* conclusion = "Hemoglobin 10.9 g/dL, below the normal range; leukocytes and platelets normal."

Instance: cbc-coordination-reported-at-practice
InstanceOf: CoordinationTask
Title: "Coordination Task: completed, with the report at the practice"
Description: "The output leads to the report in the practice's own system."
Usage: #example
* insert CbcCoordination
* status = #completed
* businessStatus = CowBusinessStatus#results-available "Results available"
* lastModified = "2026-03-02T14:05:00Z"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-report-at-practice)
* output.valueReference.type = "DiagnosticReport"
