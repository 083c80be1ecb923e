// Amy cannot come to the laboratory, so somebody else takes the blood at her home: a step of the laboratory's work with an owner of its own.

Instance: home-phlebotomy
InstanceOf: Organization
Title: "The phlebotomy service"
Description: "Phlebotomists who take blood at home."
Usage: #example
* insert Provider(home-phlebotomy, Riverton Home Phlebotomy)

RuleSet: CbcCollection
* insert LabStep(CL-T-771, #collect-specimen "Collect specimen", cbc-coordination, 09:30)
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(owner, home-phlebotomy, Riverton Home Phlebotomy)
* performerType = $soc#31-9097 "Phlebotomists"
* description = "Take blood for a blood count at the patient's home"

Instance: cbc-collection
InstanceOf: Task
Title: "Collection of the blood: requested"
Description: "A step of the laboratory's work on the blood count, which another party carries out."
Usage: #example
* insert CbcCollection
* insert AsRequested(09:30)

Instance: cbc-collection-completed
InstanceOf: Task
Title: "Collection of the blood: completed"
Description: "The specimen is what came of this step."
Usage: #example
* insert CbcCollection
* status = #completed
* lastModified = "2026-03-02T10:40:00Z"
* insert OutputRef(0, #specimen "Specimen", cbc-specimen, Specimen, $lab-specimens, CL-S-51177)

Instance: cbc-coordination-with-specimen
InstanceOf: CoordinationTask
Title: "Coordination Task: completed, with the specimen that was worked on"
Description: "What came of the collection is an input here; the report is the output."
Usage: #example
* insert CbcCoordination
* insert AsCompleted(14:05)
* insert InputRef(0, #specimen "Specimen", cbc-specimen, Specimen, $lab-specimens, CL-S-51177)
* insert OutputRef(0, #result "Result", cbc-report, DiagnosticReport, $lab-reports, CL-R-88213)
