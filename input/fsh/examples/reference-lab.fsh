// A rare test: the city laboratory orders it from a reference laboratory, and stays responsible to the practice.

Instance: reference-laboratory
InstanceOf: Organization
Title: "The reference laboratory"
Description: "It carries out rare tests for other laboratories."
Usage: #example
* insert Provider(reference-laboratory, Lakeside Reference Laboratory)

Instance: ceruloplasmin-order
InstanceOf: OrderServiceRequest
Title: "Order for ceruloplasmin"
Description: "Asked of the city laboratory, which does not carry it out itself."
Usage: #example
* insert PracticeOrder(GP-20260302-51, $loinc#2064-4 "Ceruloplasmin [Mass/volume] in Serum or Plasma", 09:00)

Instance: ceruloplasmin-specimen
InstanceOf: Specimen
Title: "Blood for ceruloplasmin"
Description: "Taken at the city laboratory, and sent on to the reference laboratory."
Usage: #example
* insert BusinessId($lab-specimens, CL-S-51203)
* status = #available
* type = $sct#119297000 "Blood specimen"
* subject = Reference(amy)
* request = Reference(ceruloplasmin-order)
* collection.collectedDateTime = "2026-03-02T09:20:00Z"

Instance: ceruloplasmin-reference-order
InstanceOf: OrderServiceRequest
Title: "The city laboratory's order for ceruloplasmin"
Description: "The laboratory's own Request to the reference laboratory, based on the one of the practice."
Usage: #example
* insert BusinessId($lab-orders, CL-O-5531)
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* basedOn = Reference(ceruloplasmin-order)
* status = #active
* intent = #order
* priority = #routine
* code = $loinc#2064-4 "Ceruloplasmin [Mass/volume] in Serum or Plasma"
* subject = Reference(amy)
* authoredOn = "2026-03-02T09:30:00Z"
* specimen = Reference(ceruloplasmin-specimen)
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)

RuleSet: CeruloplasminCoordination
* insert PracticeTask(GP-20260302-51-T1, 09:05)
* insert FocusOn(ceruloplasmin-order, ServiceRequest, $practice-orders, GP-20260302-51)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

Instance: ceruloplasmin-coordination
InstanceOf: CoordinationTask
Title: "First Task for ceruloplasmin: requested"
Description: "The practice asks the city laboratory."
Usage: #example
* insert CeruloplasminCoordination
* insert AsRequested(09:05)

Instance: ceruloplasmin-coordination-completed
InstanceOf: CoordinationTask
Title: "First Task for ceruloplasmin: completed"
Description: "It leads to the city laboratory's report, and to that of the reference laboratory."
Usage: #example
* insert CeruloplasminCoordination
* insert AsCompleted(16:30)
* insert OutputRef(0, #result "Result", ceruloplasmin-report, DiagnosticReport, $lab-reports, CL-R-88351)
* insert OutputRef(1, #result-detail "Result detail", ceruloplasmin-reference-report, DiagnosticReport, $reference-lab-reports, LR-7714)

RuleSet: CeruloplasminReferenceCoordination
* insert BusinessId($lab-tasks, CL-O-5531-T1)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* insert FocusOn(ceruloplasmin-reference-order, ServiceRequest, $lab-orders, CL-O-5531)
* for = Reference(amy)
* authoredOn = "2026-03-02T09:31:00Z"
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(owner, reference-laboratory, Lakeside Reference Laboratory)

Instance: ceruloplasmin-reference-coordination
InstanceOf: CoordinationTask
Title: "Second Task for ceruloplasmin: requested"
Description: "The city laboratory asks the reference laboratory."
Usage: #example
* insert CeruloplasminReferenceCoordination
* insert AsRequested(09:31)

Instance: ceruloplasmin-reference-coordination-completed
InstanceOf: CoordinationTask
Title: "Second Task for ceruloplasmin: completed"
Description: "What the reference laboratory found has come to the city laboratory."
Usage: #example
* insert CeruloplasminReferenceCoordination
* insert AsCompleted(16:00)
* insert OutputRef(0, #result "Result", ceruloplasmin-reference-report, DiagnosticReport, $reference-lab-reports, LR-7714)

RuleSet: CeruloplasminReport(issued)
* identifier.type = $v2-0203#FILL "Filler Identifier"
* status = #final
* category = $v2-0074#CH "Chemistry"
* code = $loinc#2064-4 "Ceruloplasmin [Mass/volume] in Serum or Plasma"
* subject = Reference(amy)
* specimen = Reference(ceruloplasmin-specimen)
* effectiveDateTime = "2026-03-02T09:20:00Z"
* issued = "2026-03-02T{issued}:00Z"
* insert OrganizationRef(performer, reference-laboratory, Lakeside Reference Laboratory)
* conclusion = "Ceruloplasmin 24 mg/dL: within the normal range."

Instance: ceruloplasmin-reference-report
InstanceOf: DiagnosticReport
Title: "Report of the reference laboratory"
Description: "It names the city laboratory's order, and that of the practice behind it."
Usage: #example
* insert BusinessId($reference-lab-reports, LR-7714)
* basedOn[0] = Reference(ceruloplasmin-reference-order)
* basedOn[1] = Reference(ceruloplasmin-order)
* insert CeruloplasminReport(15:50)

Instance: ceruloplasmin-report
InstanceOf: DiagnosticReport
Title: "Report of the city laboratory on what the reference laboratory found"
Description: "Says who carried the test out, and who interpreted it."
Usage: #example
* insert BusinessId($lab-reports, CL-R-88351)
* basedOn = Reference(ceruloplasmin-order)
* insert CeruloplasminReport(16:20)
* insert OrganizationRef(resultsInterpreter, city-lab, Riverton City Laboratory)
