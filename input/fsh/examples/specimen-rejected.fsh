// The practice takes the blood and sends it; the first tube has clotted.

// {number}, {at}: identifier and time of the collection
RuleSet: PracticeSpecimen(number, at)
* insert BusinessId($practice-records, {number})
* type = $sct#119297000 "Blood specimen"
* subject = Reference(amy)
* request = Reference(cbc-order)
* collection.collectedDateTime = "2026-03-02T{at}:00Z"

Instance: clotted-specimen
InstanceOf: Specimen
Title: "The first tube of blood"
Description: "It clots on the way to the laboratory."
Usage: #example
* insert PracticeSpecimen(SP-20260302-1, 09:10)
* status = #available

Instance: clotted-specimen-rejected
InstanceOf: Specimen
Title: "The first tube of blood: unsatisfactory"
Description: "The same tube after the laboratory has told that it cannot use it."
Usage: #example
* insert PracticeSpecimen(SP-20260302-1, 09:10)
* status = #unsatisfactory
* note.text = "Clotted; reported by the laboratory."

Instance: second-specimen
InstanceOf: Specimen
Title: "The second tube of blood"
Description: "Taken after the first had been rejected."
Usage: #example
* insert PracticeSpecimen(SP-20260302-2, 11:30)
* status = #available

RuleSet: CbcWithClottedSpecimen
* insert CbcCoordination
* insert InputRef(0, #specimen "Specimen", clotted-specimen, Specimen, $practice-records, SP-20260302-1)

Instance: cbc-coordination-sent
InstanceOf: CoordinationTask
Title: "Coordination Task: the first specimen is on its way"
Description: "The practice has added the specimen to what serves to carry the Task out."
Usage: #example
* insert CbcWithClottedSpecimen
* status = #accepted
* lastModified = "2026-03-02T09:15:00Z"

Instance: cbc-coordination-recollected
InstanceOf: CoordinationTask
Title: "Coordination Task: on hold, the second specimen is on its way"
Description: "The second specimen is a further input; the first stays on record."
Usage: #example
* insert CbcWithClottedSpecimen
* insert InputRef(1, #specimen "Specimen", second-specimen, Specimen, $practice-records, SP-20260302-2)
* status = #on-hold
* statusReason = CowStatusReason#specimen-rejected "Specimen rejected"
* businessStatus = CowBusinessStatus#recollection-needed "Recollection needed"
* lastModified = "2026-03-02T11:35:00Z"

Instance: cbc-coordination-recollected-completed
InstanceOf: CoordinationTask
Title: "Coordination Task: completed with the second specimen"
Description: "Both specimens are on record, and the report is on the second."
Usage: #example
* insert CbcWithClottedSpecimen
* insert InputRef(1, #specimen "Specimen", second-specimen, Specimen, $practice-records, SP-20260302-2)
* insert AsCompleted(15:00)
* insert OutputRef(0, #result "Result", cbc-report-second-specimen, DiagnosticReport, $lab-reports, CL-R-88217)

Instance: cbc-report-second-specimen
InstanceOf: DiagnosticReport
Title: "Report on the second specimen"
Description: "The blood count of the tube that could be used."
Usage: #example
* insert LabReport(CL-R-88217, cbc-order, $loinc#58410-2 "CBC panel - Blood by Automated count", 11:30, 14:55)
* insert OrganizationRef(performer, city-lab, Riverton City Laboratory)
* specimen = Reference(second-specimen)
* conclusion = "Hemoglobin below the normal range."
