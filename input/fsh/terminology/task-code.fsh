// FHIR's own task codes (fulfill, abort, replace, change, suspend, resume) are used wherever they fit.
CodeSystem: CowTaskCode
Id: cow-task-code
Title: "Task Code"
Description: "What a Task asks for, where FHIR's own task codes have no word for it."
* insert Definition
* ^caseSensitive = true
* ^content = #complete
* #bid "Bid" "Say whether and how you could fulfil the focal Request, and on what terms. Agreeing to bid is not agreeing to fulfil."
* #collect-information "Collect information" "Supply what is missing before the focal Request can be fulfilled, e.g. fill in a questionnaire."
* #collect-specimen "Collect specimen" "Take the specimen that the focal Request needs."
* #examine-specimen "Examine specimen" "Carry out the examination that the focal Request asks for on the specimen among the inputs."
* #report-result "Report result" "Write and sign the report on what the focal Request asked for."
* #schedule-visit "Schedule visit" "Agree on a time and a place with the patient for what the focal Request asks for."
* #review "Review" "Look at the focal resource and decide whether anything follows from it, such as a report that has come or an order that one is told of."

ValueSet: CowTaskCodeValueSet
Id: cow-task-code
Title: "Task Code"
Description: "What Tasks of this guide ask for: FHIR's own codes and the guide's. Each profile of Task fixes one of them."
* insert Definition
* include codes from system $task-code
* include codes from system CowTaskCode
