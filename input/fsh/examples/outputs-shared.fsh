// A report that is shared early, becomes final and is corrected: one resource with one identifier throughout. And the Task that tells of it.

// {status}: of the report; {issued}: when this version was.
RuleSet: CbcSharedReport(status, issued)
* insert BusinessId($lab-reports, CL-R-88214)
* basedOn = Reference(cbc-order)
* status = #{status}
* category = $v2-0074#HM "Hematology"
* code = $loinc#58410-2 "CBC panel - Blood by Automated count"
* subject = Reference(amy)
* effectiveDateTime = "2026-03-02T10:30:00Z"
* issued = "{issued}"
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(cbc-specimen)
* result[0] = Reference(cbc-hemoglobin)

RuleSet: CbcSharedReportWhole
* result[1] = Reference(cbc-leukocytes)
* result[2] = Reference(cbc-platelets)

Instance: cbc-shared-report
InstanceOf: DiagnosticReport
Title: "Report of the blood count: preliminary"
Description: "The hemoglobin is known, the rest is being counted."
Usage: #example
* insert CbcSharedReport(preliminary, 2026-03-02T12:30:00Z)
* conclusion = "Hemoglobin below the normal range. Leukocytes and platelets will follow."

Instance: cbc-shared-report-final
InstanceOf: DiagnosticReport
Title: "Report of the blood count: final"
Description: "The same report with all its results."
Usage: #example
* insert CbcSharedReport(final, 2026-03-02T14:00:00Z)
* insert CbcSharedReportWhole
* conclusion = "Hemoglobin below the normal range; leukocytes and platelets normal."

Instance: cbc-shared-report-corrected
InstanceOf: DiagnosticReport
Title: "Report of the blood count: corrected"
Description: "The same report after a result was found to be wrong. It keeps its identifier."
Usage: #example
* insert CbcSharedReport(corrected, 2026-03-02T16:40:00Z)
* insert CbcSharedReportWhole
* conclusion = "Corrected: platelets below the normal range; the first count was of another specimen. Hemoglobin below the normal range; leukocytes normal."

Instance: cbc-shared-report-appended
InstanceOf: DiagnosticReport
Title: "Report of the blood count: added to"
Description: "The same report, to which a hematologist has added a comment. What it said before stands."
Usage: #example
* insert CbcSharedReport(appended, 2026-03-02T16:50:00Z)
* insert CbcSharedReportWhole
* conclusion = "Hemoglobin below the normal range; leukocytes and platelets normal. Added: the red cells look as in iron deficiency; a ferritin test is suggested."

Instance: cbc-platelets-corrected
InstanceOf: Observation
Title: "Platelets, corrected"
Description: "Below the normal range. The first value was that of another specimen."
Usage: #example
* insert CbcResult(CL-R-88213-3, 777-3, [[Platelets [#/volume] in Blood by Automated count]], 128, 10*3/uL, 10*3/uL, 150, 450)
* status = #corrected
* issued = "2026-03-02T16:35:00Z"
* interpretation = $observation-interpretation#L "Low"

// {status}, {business}, {display}: how far it is; {time}: when it was changed.
RuleSet: CbcSharing(status, business, display, time)
* insert CbcCoordination
* status = #{status}
* businessStatus = CowBusinessStatus#{business} "{display}"
* lastModified = "{time}"
* output.type = CowTaskOutput#result "Result"
* output.valueReference = Reference(cbc-shared-report)
* output.valueReference.type = "DiagnosticReport"
* output.valueReference.identifier.system = $lab-reports
* output.valueReference.identifier.value = "CL-R-88214"

Instance: cbc-sharing-preliminary
InstanceOf: CoordinationTask
Title: "Coordination Task: in progress, first results there"
Description: "The report is among the outputs already, and says itself that it is preliminary."
Usage: #example
* insert CbcSharing(in-progress, results-available, Results available, 2026-03-02T12:31:00Z)

Instance: cbc-sharing-final
InstanceOf: CoordinationTask
Title: "Coordination Task: completed, with the report that was shared before"
Description: "The output refers to the same report, which is final by now."
Usage: #example
* insert CbcSharing(completed, results-available, Results available, 2026-03-02T14:05:00Z)

Instance: cbc-sharing-corrected
InstanceOf: CoordinationTask
Title: "Coordination Task: completed, results corrected"
Description: "Status and output are as before; business status and time of change tell the practice to look at the report again."
Usage: #example
* insert CbcSharing(completed, results-corrected, Results corrected, 2026-03-02T16:42:00Z)
