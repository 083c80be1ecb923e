Invariant: cow-service-hold-reason
Description: "A ServiceRequest that is on hold says why: add the standard extension request-statusReason, as a code or as text."
Severity: #error
Expression: "status = 'on-hold' implies extension.where(url = 'http://hl7.org/fhir/StructureDefinition/request-statusReason').exists()"

Profile: OrderServiceRequest
Parent: ServiceRequest
Id: order-service-request
Title: "Order Service Request"
Description: "A ServiceRequest as far as the workflow binds it: what makes it an authorization, what it belongs to, what it replaces, and whom its author would like to perform it. What is ordered is left to the guides of each domain."
* insert WorkflowRequest
* obeys cow-service-hold-reason
* extension contains $request-status-reason named statusReason 0..1
* insert Exchanged(extension[statusReason], SHOULD, placer, fulfiller)
* insert Exchanged(requisition, SHOULD, placer, fulfiller)
* requisition ^comment = "Requests that were written together share it. It says nothing of order or dependence among them."
* insert Exchanged(replaces, SHALL, placer, fulfiller)
* replaces ^comment = "The Requests whose place this one takes. Their author revokes them; neither is edited into the other."
* replaces only Reference(ServiceRequest)
* insert Exchanged(supportingInfo, SHOULD, placer, fulfiller)
* supportingInfo ^comment = "What bears on why the care was authorized, and what was. What serves to carry it out belongs to Task.input."
* specimen MS
* specimen ^comment = "A specimen that the order itself is about. One that was taken to carry it out is referred to by Task.input, by either party."
* performer MS
* performer ^comment = "Whom the author would like to perform it. It asks nobody for anything: who is asked stands in Task.owner."
