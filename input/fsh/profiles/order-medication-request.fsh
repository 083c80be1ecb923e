Invariant: cow-medication-hold-reason
Description: "A MedicationRequest that is on hold says why: add statusReason, as a code or as text."
Severity: #error
Expression: "status = 'on-hold' implies statusReason.exists()"

Profile: OrderMedicationRequest
Parent: MedicationRequest
Id: order-medication-request
Title: "Order Medication Request"
Description: "A MedicationRequest as far as the workflow binds it: what makes it an authorization, what it belongs to, what it replaces, and whom its author would like to dispense or give it. Drug and dose are left to the guides of each domain."
* insert WorkflowRequest
* obeys cow-medication-hold-reason
* insert Exchanged(statusReason, SHOULD, placer, fulfiller)
* insert Exchanged(groupIdentifier, SHOULD, placer, fulfiller)
* groupIdentifier ^comment = "Requests that were written together share it. It says nothing of order or dependence among them."
* insert Exchanged(priorPrescription, SHALL, placer, fulfiller)
* priorPrescription ^comment = "The Request whose place this one takes. Its author stops or cancels it; neither is edited into the other."
* insert Exchanged(supportingInformation, SHOULD, placer, fulfiller)
* supportingInformation ^comment = "What bears on why the medication was authorized, and what was. What serves to carry it out belongs to Task.input."
* performer MS
* performer ^comment = "Whom the author would like to give the medication. It asks nobody for anything: who is asked stands in Task.owner."
* dispenseRequest.performer MS
* dispenseRequest.performer ^comment = "The pharmacy that the author or the patient would like. It asks nobody for anything: who is asked stands in Task.owner."
