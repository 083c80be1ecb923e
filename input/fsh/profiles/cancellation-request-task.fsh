Invariant: cow-cancel-intent
Description: "Set intent to order when the Placer asks that a Task be stopped, to proposal when the Fulfiller suggests that the Request be cancelled."
Severity: #error
Expression: "intent = 'order' or intent = 'proposal'"

// The Task that is to be stopped stays with whoever owns it: agreeing to this one is what lets its owner cancel that one.
Profile: CancellationRequestTask
Parent: Task
Id: cancellation-request-task
Title: "Cancellation Request Task"
Description: "Asks the other party to cancel a Task that it has begun, or to revoke a Request that it wrote. The other party decides: accepted and completed once it has been done, or rejected with a reason, and then work goes on."
* insert SharedTask
* obeys cow-cancel-intent
* intent MS
* intent ^comment = "An order where the asking party decides about what is to end and the other one works on it; a proposal where the other one decides, as the author of the Request."
* code = $task-code#abort
* focus only Reference(Task or ServiceRequest or MedicationRequest or DeviceRequest or NutritionOrder or VisionPrescription or SupplyRequest or CommunicationRequest or CarePlan or RequestGroup)
* focus ^comment = "The Task to be stopped, or the Request to be revoked; of a group, the Request that is to be left out."
* for MS
* owner 1..1
* insert Exchanged(owner, SHALL, placer, fulfiller)
// Either party may be the one that asks, so each must be able to write and to read the reason.
* insert Exchanged(reasonCode, SHOULD, placer, fulfiller)
* insert Obligation(reasonCode, SHOULD:populate, fulfiller)
* insert Obligation(reasonCode, SHALL:handle, placer)
* reasonCode from CowStatusReasonValueSet (preferred)
* output ^comment = "What had been done already may be named here, by the type work-done."
