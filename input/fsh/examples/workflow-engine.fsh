// The laboratory's workflow engine drives the same order as in simple-lab-order.fsh.

Instance: lab-engine
InstanceOf: Device
Title: "The laboratory's workflow engine"
Description: "Software of the city laboratory that creates the steps of an order, assigns them and keeps the Coordination Task up to date."
Usage: #example
* insert BusinessId($lab-tasks, engine-1)
* deviceName.name = "Laboratory workflow engine"
* deviceName.type = #user-friendly-name
* insert OrganizationRef(owner, city-lab, Riverton City Laboratory)

Instance: lab-technician
InstanceOf: PractitionerRole
Title: "A technician at the laboratory"
Description: "Takes up the steps that the engine assigns."
Usage: #example
* insert BusinessId($registry-practitioners, novak-at-city-lab)
* active = true
* practitioner.display = "Eva Novak"
* insert OrganizationRef(organization, city-lab, Riverton City Laboratory)
* code = $sct#159285000 "Medical laboratory technician"

RuleSet: EngineStep(number, code)
* insert LabStep({number}, {code}, cbc-coordination, 09:20)
* requester = Reference(lab-engine)
* owner = Reference(lab-technician)
* performerType = $sct#159285000 "Medical laboratory technician"
* insert AsRequested(09:20)

Instance: cbc-engine-collection
InstanceOf: Task
Title: "The engine's first step: collection"
Description: "Created and assigned by the engine."
Usage: #example
* insert EngineStep(CL-T-781, #collect-specimen "Collect specimen")
* description = "Take blood for a blood count"

Instance: cbc-engine-examination
InstanceOf: Task
Title: "The engine's second step: examination"
Description: "Created and assigned by the engine when the first step is done."
Usage: #example
* insert EngineStep(CL-T-782, #examine-specimen "Examine specimen")
* description = "Examine the blood count on the analyser"
