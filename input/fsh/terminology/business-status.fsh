CodeSystem: CowBusinessStatus
Id: cow-business-status
Title: "Business Status"
Description: "How far the fulfilment of a Request has come, in more detail than Task.status tells. Each code says with which Task.status it goes."
* insert Definition
* ^caseSensitive = true
// The list grows with the flows; systems bring their own codes beside these (the binding is preferred).
* ^content = #complete
* #awaiting-information "Awaiting information" "The candidate cannot decide before it knows more; Task.statusReason or a sub-task says what is needed. With Task.status received, or on-hold once work has begun. Ends when the Placer has supplied the information."
* #selected "Selected" "Of several candidates, this one was chosen to fulfil the Request. With Task.status accepted, from the award of a bid or a won claim until work begins."
* #visit-scheduled "Visit scheduled" "The patient has an appointment for the service. With Task.status accepted or in-progress."
* #specimen-collected "Specimen collected" "The specimen has been taken, and the Fulfiller has it or it is on its way. With Task.status in-progress."
* #specimen-received "Specimen received" "The specimen has reached the place where it will be examined and is fit for that. With Task.status in-progress."
* #analysis-started "Analysis started" "The examination of the specimen is under way. With Task.status in-progress."
* #contrast-administered "Contrast administered" "The patient has been given contrast medium, and acquisition of the images follows. With Task.status in-progress."
* #results-available "Results available" "What the service came to is referred to by Task.output; preliminary with Task.status in-progress, final with completed."
* #partially-fulfilled "Partially fulfilled" "Part of what was asked is done and more will follow, such as some items of a grouped dispense. With Task.status in-progress."
* #ready-for-pickup "Ready for pickup" "What was ordered is prepared and waits for the patient. With Task.status in-progress."

ValueSet: CowBusinessStatusValueSet
Id: cow-business-status
Title: "Business Status"
Description: "Codes for Task.businessStatus. Preferred: domains have states of their own, and nothing here replaces them."
* insert Definition
* include codes from system CowBusinessStatus
