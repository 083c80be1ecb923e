Invariant: cow-modify-intent
Description: "Set intent to order when the Placer asks that its order be changed, to proposal when the Fulfiller suggests a change."
Severity: #error
Expression: "intent = 'order' or intent = 'proposal'"

Invariant: cow-modify-replacement
Description: "The code replace needs what to put in the place of the focal Request: add an input of type replacement that refers to another Request, or use the code change."
Severity: #error
Expression: "code.coding.where(code = 'replace').exists() implies input.type.coding.where(system.endsWith('/CodeSystem/cow-task-output') and code = 'replacement').exists()"

Invariant: cow-modify-distinct
Description: "A Request cannot take its own place: let the input of type replacement refer to another Request than focus does."
Severity: #error
Expression: "input.where(type.coding.where(system.endsWith('/CodeSystem/cow-task-output') and code = 'replacement').exists()).value.reference.intersect(focus.reference).empty()"

// A Request is changed by another that replaces it, since the Fulfiller may have acted on the first; details of how it is
// fulfilled, such as the period, belong to the Task and can be changed there.
Profile: ModificationRequestTask
Parent: Task
Id: modification-request-task
Title: "Modification Request Task"
Description: "Asks the other party to go on by a changed order. With the code replace its focus is the Request, and an input holds the Request that should take its place; with the code change its focus is the Task that should be carried out otherwise, and inputs hold the new values. The other party decides: accepted and completed once it goes by the new order, or rejected with a reason, and then the first one stands."
* insert SharedTask
* obeys cow-modify-intent and cow-modify-replacement and cow-modify-distinct
* intent MS
* code from CowModificationCodeValueSet (required)
* focus only Reference(Task or ServiceRequest or MedicationRequest or DeviceRequest or NutritionOrder or VisionPrescription or SupplyRequest or CommunicationRequest or CarePlan or RequestGroup)
* for MS
* owner 1..1
* insert Exchanged(owner, SHALL, placer, fulfiller)
// Either party may be the one that asks, so each must be able to write and to read the reason.
* insert Exchanged(reasonCode, SHOULD, placer, fulfiller)
* insert Obligation(reasonCode, SHOULD:populate, fulfiller)
* insert Obligation(reasonCode, SHALL:handle, placer)
* reasonCode from CowStatusReasonValueSet (preferred)
* input 1..*
* insert Exchanged(input, SHALL, placer, fulfiller)
* input ^slicing.discriminator.type = #pattern
* input ^slicing.discriminator.path = "type"
* input ^slicing.rules = #open
* input ^slicing.description = "By what the input is to the modification"
* input contains replacement 0..1 MS and newPeriod 0..1 MS
* input[replacement].type = CowTaskOutput#replacement
* insert OnlyRequests(input[replacement].value[x])
* input[newPeriod].type = CowTaskOutput#new-period
* input[newPeriod].value[x] only Period
