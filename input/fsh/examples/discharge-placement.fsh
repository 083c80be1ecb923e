// Ruth leaves the hospital: a place in a nursing home, a ride and oxygen, from three parties.

Instance: riverton-hospital
InstanceOf: Organization
Title: "The hospital"
Description: "It arranges what its patients need after discharge."
Usage: #example
* insert Provider(riverton-hospital, Riverton Hospital)

Instance: willow-court
InstanceOf: Organization
Title: "The nursing home"
Description: "It takes patients in after a stay in hospital."
Usage: #example
* insert Provider(willow-court, Willow Court Nursing Home)

Instance: patient-transport
InstanceOf: Organization
Title: "The transport service"
Description: "It drives patients who cannot walk."
Usage: #example
* insert Provider(patient-transport, Riverton Patient Transport)

Instance: oxygen-supply
InstanceOf: Organization
Title: "The oxygen supplier"
Description: "It sets up oxygen concentrators where patients live."
Usage: #example
* insert Provider(oxygen-supply, Clearair Oxygen Supply)

Instance: ruth
InstanceOf: Patient
Title: "Ruth, who leaves the hospital"
Description: "A patient of the hospital."
Usage: #example
* insert BusinessId($registry-patients, 1941-0923-8)
* active = true
* name.family = "Hayes"
* name.given = "Ruth"
* gender = #female
* birthDate = "1941-09-23"

Instance: dr-patel-riverton-hospital
InstanceOf: PractitionerRole
Title: "Dr. Patel at the hospital"
Description: "Authorizes what Ruth needs."
Usage: #example
* insert BusinessId($registry-practitioners, patel-at-riverton-hospital)
* active = true
* practitioner.display = "Dr. Anil Patel"
* insert OrganizationRef(organization, riverton-hospital, Riverton Hospital)
* code = $sct#158965000 "Medical practitioner"

// ---- The Requests -----------------------------------------------------------------------------------------------------

// {number}: identifier; {what}: what is ordered, in words
RuleSet: DischargeOrder(number, what)
* insert BusinessId($hospital-orders, {number})
* identifier.type = $v2-0203#PLAC "Placer Identifier"
* insert GroupId(requisition, $hospital-orders, RH-2210)
* status = #active
* intent = #order
* priority = #routine
* code.text = "{what}"
* subject = Reference(ruth)
* authoredOn = "2026-03-02T08:30:00Z"
* requester = Reference(dr-patel-riverton-hospital)

Instance: nursing-home-order
InstanceOf: OrderServiceRequest
Title: "Order for a place in a nursing home"
Description: "One of three that belong to the discharge."
Usage: #example
* insert DischargeOrder(RH-2210-1, Short-term care in a nursing home)

Instance: ride-order
InstanceOf: OrderServiceRequest
Title: "Order for a ride to the nursing home"
Description: "One of three that belong to the discharge."
Usage: #example
* insert DischargeOrder(RH-2210-2, Transport lying down)

Instance: oxygen-order
InstanceOf: OrderServiceRequest
Title: "Order for an oxygen concentrator"
Description: "One of three that belong to the discharge."
Usage: #example
* insert DischargeOrder(RH-2210-3, Oxygen concentrator: delivery and set-up)

Instance: discharge-plan
InstanceOf: RequestGroup
Title: "What the discharge needs"
Description: "Three services that do not wait for each other."
Usage: #example
* insert BusinessId($hospital-orders, RH-2210)
* insert GroupId(groupIdentifier, $hospital-orders, RH-2210)
* status = #active
* intent = #order
* subject = Reference(ruth)
* authoredOn = "2026-03-02T08:30:00Z"
* author = Reference(dr-patel-riverton-hospital)
* action[0].resource = Reference(nursing-home-order)
* action[1].resource = Reference(ride-order)
* action[2].resource = Reference(oxygen-order)

// ---- The Tasks: one for the overview, one for each Fulfiller ---------------------------------------------------------

RuleSet: HospitalTask(number)
* insert BusinessId($hospital-tasks, {number})
* insert GroupId(groupIdentifier, $hospital-orders, RH-2210)
* intent = #order
* priority = #routine
* code = $task-code#fulfill "Fulfill the focal request"
* for = Reference(ruth)
* authoredOn = "2026-03-02T08:35:00Z"
* insert OrganizationRef(requester, riverton-hospital, Riverton Hospital)

Instance: discharge-overview
InstanceOf: CoordinationTask
Title: "The discharge as a whole"
Description: "The hospital's own Task, of which the others are parts."
Usage: #example
* insert HospitalTask(RH-2210-T)
* insert FocusOn(discharge-plan, RequestGroup, $hospital-orders, RH-2210)
* insert OrganizationRef(owner, riverton-hospital, Riverton Hospital)
* insert AsRequested(08:35)

// {number}, {order}, {orderNumber}: the Task's identifier, and the Request with its own; {to}, {name}: who is asked
RuleSet: DischargePart(number, order, orderNumber, to, name)
* insert HospitalTask({number})
* partOf = Reference(discharge-overview)
* insert FocusOn({order}, ServiceRequest, $hospital-orders, {orderNumber})
* insert OrganizationRef(owner, {to}, {name})

Instance: nursing-home-task
InstanceOf: CoordinationTask
Title: "Task of the nursing home: requested"
Description: "The hospital asks for a place."
Usage: #example
* insert DischargePart(RH-2210-T1, nursing-home-order, RH-2210-1, willow-court, Willow Court Nursing Home)
* insert AsRequested(08:35)

Instance: nursing-home-task-completed
InstanceOf: CoordinationTask
Title: "Task of the nursing home: completed"
Description: "Ruth has moved in."
Usage: #example
* insert DischargePart(RH-2210-T1, nursing-home-order, RH-2210-1, willow-court, Willow Court Nursing Home)
* status = #completed
* lastModified = "2026-03-02T15:30:00Z"
* insert OutputRef(0, #result "Result", nursing-home-stay, Encounter, $nursing-home-records, WC-1180)

Instance: ride-task
InstanceOf: CoordinationTask
Title: "Task of the transport service: requested"
Description: "The hospital asks for a ride."
Usage: #example
* insert DischargePart(RH-2210-T2, ride-order, RH-2210-2, patient-transport, Riverton Patient Transport)
* insert AsRequested(08:35)

Instance: ride-task-completed
InstanceOf: CoordinationTask
Title: "Task of the transport service: completed"
Description: "Ruth has arrived."
Usage: #example
* insert DischargePart(RH-2210-T2, ride-order, RH-2210-2, patient-transport, Riverton Patient Transport)
* status = #completed
* lastModified = "2026-03-02T14:50:00Z"
* insert OutputRef(0, #result "Result", ride, Procedure, $transport-records, PT-903)

Instance: oxygen-task
InstanceOf: CoordinationTask
Title: "Task of the oxygen supplier: requested"
Description: "The hospital asks for an oxygen concentrator at the nursing home."
Usage: #example
* insert DischargePart(RH-2210-T3, oxygen-order, RH-2210-3, oxygen-supply, Clearair Oxygen Supply)
* insert AsRequested(08:35)

Instance: oxygen-task-completed
InstanceOf: CoordinationTask
Title: "Task of the oxygen supplier: completed"
Description: "The concentrator is set up."
Usage: #example
* insert DischargePart(RH-2210-T3, oxygen-order, RH-2210-3, oxygen-supply, Clearair Oxygen Supply)
* status = #completed
* lastModified = "2026-03-02T13:20:00Z"
* insert OutputRef(0, #result "Result", oxygen-set-up, Procedure, $oxygen-records, CO-4471)

// ---- What came of them ------------------------------------------------------------------------------------------------

Instance: nursing-home-stay
InstanceOf: Encounter
Title: "The stay in the nursing home"
Description: "Begins with Ruth's arrival."
Usage: #example
* insert BusinessId($nursing-home-records, WC-1180)
* status = #in-progress
* class = http://terminology.hl7.org/CodeSystem/v3-ActCode#IMP "inpatient encounter"
* subject = Reference(ruth)
* basedOn = Reference(nursing-home-order)
* period.start = "2026-03-02T15:00:00Z"
* insert OrganizationRef(serviceProvider, willow-court, Willow Court Nursing Home)

// {order}: what it fulfils; {what}: what was done, in words; {by}, {name}: by whom; {at}: hh:mm
RuleSet: DoneForRuth(order, what, by, name, at)
* basedOn = Reference({order})
* status = #completed
* code.text = "{what}"
* subject = Reference(ruth)
* performedDateTime = "2026-03-02T{at}:00Z"
* insert OrganizationRef(performer.actor, {by}, {name})

Instance: ride
InstanceOf: Procedure
Title: "The ride"
Description: "From the hospital to the nursing home."
Usage: #example
* insert BusinessId($transport-records, PT-903)
* insert DoneForRuth(ride-order, Transport lying down, patient-transport, Riverton Patient Transport, 14:45)

Instance: oxygen-set-up
InstanceOf: Procedure
Title: "The set-up of the oxygen concentrator"
Description: "At the nursing home, before Ruth arrives."
Usage: #example
* insert BusinessId($oxygen-records, CO-4471)
* insert DoneForRuth(oxygen-order, Oxygen concentrator set up, oxygen-supply, Clearair Oxygen Supply, 13:15)
