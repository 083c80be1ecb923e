// Thyrotropin is ordered; when it is high, the laboratory by agreement measures free thyroxine as well.

Instance: tsh-reflex-order
InstanceOf: OrderServiceRequest
Title: "Order for thyrotropin, with reflex"
Description: "By agreement with the laboratory, an abnormal result leads to a further test."
Usage: #example
* insert PracticeOrder(GP-20260302-31, $loinc#3016-3 "Thyrotropin [Units/volume] in Serum or Plasma", 09:00)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* note.text = "If abnormal, free thyroxine as agreed."

Instance: free-t4-order
InstanceOf: OrderServiceRequest
Title: "Reflex order for free thyroxine"
Description: "The laboratory's own Request, based on the one of the practice; it carries the authority of that one."
Usage: #example
* insert BusinessId($lab-orders, CL-O-5521)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* basedOn = Reference(tsh-reflex-order)
* status = #active
* intent = #reflex-order
* priority = #routine
* code = $loinc#3024-7 "Thyroxine (T4) free [Mass/volume] in Serum or Plasma"
* subject = Reference(amy)
* authoredOn = "2026-03-02T12:10:00Z"
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)

RuleSet: TshReflexCoordination
* insert PracticeTask(GP-20260302-31-T1, 09:05)
* insert FocusOn(tsh-reflex-order, ServiceRequest, $practice-orders, GP-20260302-31)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

RuleSet: TshReflexResult
* insert OutputRef(0, #result "Result", tsh-reflex-report, DiagnosticReport, $lab-reports, CL-R-88331)

Instance: tsh-reflex-coordination
InstanceOf: CoordinationTask
Title: "Task for thyrotropin with reflex: requested"
Description: "The practice asks once, whatever the result may lead to."
Usage: #example
* insert TshReflexCoordination
* insert AsRequested(09:05)

Instance: tsh-reflex-coordination-partly
InstanceOf: CoordinationTask
Title: "Task for thyrotropin with reflex: the first result is there"
Description: "The first result is shared and has led to a further Request; the Task stays in progress."
Usage: #example
* insert TshReflexCoordination
* status = #in-progress
* businessStatus = CowBusinessStatus#partially-fulfilled "Partially fulfilled"
* lastModified = "2026-03-02T12:15:00Z"
* insert TshReflexResult
* insert OutputRef(1, #own-request "Own request", free-t4-order, ServiceRequest, $lab-orders, CL-O-5521)

Instance: tsh-reflex-coordination-both
InstanceOf: CoordinationTask
Title: "Task for thyrotropin with reflex: completed with both results"
Description: "Both results are found under the one Task."
Usage: #example
* insert TshReflexCoordination
* insert AsCompleted(15:30)
* insert TshReflexResult
* insert OutputRef(1, #own-request "Own request", free-t4-order, ServiceRequest, $lab-orders, CL-O-5521)
* insert OutputRef(2, #result "Result", free-t4-report, DiagnosticReport, $lab-reports, CL-R-88332)

Instance: tsh-reflex-coordination-normal
InstanceOf: CoordinationTask
Title: "Task for thyrotropin with reflex: completed without a further test"
Description: "The result was normal and led to nothing."
Usage: #example
* insert TshReflexCoordination
* insert AsCompleted(12:15)
* insert OutputRef(0, #result "Result", tsh-normal-report, DiagnosticReport, $lab-reports, CL-R-88333)

RuleSet: TshReport(number)
* insert LabReport({number}, tsh-reflex-order, $loinc#3016-3 "Thyrotropin [Units/volume] in Serum or Plasma", 10:20, 12:00)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)

Instance: tsh-reflex-report
InstanceOf: DiagnosticReport
Title: "Report on thyrotropin: high"
Description: "The result that leads to the further test."
Usage: #example
* insert TshReport(CL-R-88331)
* conclusion = "Thyrotropin 11.4 mU/L: above the normal range. Free thyroxine follows."

Instance: tsh-normal-report
InstanceOf: DiagnosticReport
Title: "Report on thyrotropin: normal"
Description: "The result that leads to nothing further."
Usage: #example
* insert TshReport(CL-R-88333)
* conclusion = "Thyrotropin 1.8 mU/L: within the normal range."

Instance: free-t4-report
InstanceOf: DiagnosticReport
Title: "Report on free thyroxine"
Description: "What came of the reflex order."
Usage: #example
* insert LabReport(CL-R-88332, free-t4-order, $loinc#3024-7 "Thyroxine (T4\) free [Mass/volume] in Serum or Plasma", 10:20, 15:20)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* conclusion = "Free thyroxine 0.6 ng/dL: below the normal range."
