// The steps of the laboratory's work on the blood count, two levels deep; the collection itself stands in lab-with-phlebotomist.fsh.

Instance: cbc-transport
InstanceOf: Task
Title: "Transport of the specimen"
Description: "A step of the collection, and by that of the whole."
Usage: #example
* insert LabStep(CL-T-772, #collect-specimen "Collect specimen", cbc-collection, 09:31)
* insert OrganizationRef(requester, home-phlebotomy, Riverton Home Phlebotomy)
* insert OrganizationRef(owner, home-phlebotomy, Riverton Home Phlebotomy)
* description = "Bring the tube to the laboratory within two hours"
* insert AsRequested(09:31)

Instance: cbc-examination
InstanceOf: Task
Title: "Examination of the specimen"
Description: "A step that the laboratory carries out itself."
Usage: #example
* insert LabStep(CL-T-773, #examine-specimen "Examine specimen", cbc-coordination, 09:30)
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)
* performerType = $sct#159285000 "Medical laboratory technician"
* description = "Examine the blood count on the analyser"
* insert AsRequested(09:30)
