CodeSystem: CowTaskOutput
Id: cow-task-output
Title: "Task Input and Output"
Description: "What an input or an output of a Task is to that Task. What kind of resource it is can be seen from the reference."
* insert Definition
* ^caseSensitive = true
* ^content = #complete
* #result "Result" "What the service came to, such as a report. Output, by the Fulfiller."
* #result-detail "Result detail" "A part of the result that is of use by itself, such as one observation or an image study. Output, by the Fulfiller."
* #copy "Copy" "A copy of an output of the other party, kept so that others find it here; its Provenance names the source. Output, by the party that keeps it."
* #own-request "Own request" "A Request that the Fulfiller wrote itself and works by, such as a more specific service or a reflex test; it is based on the Placer's. Output, by the Fulfiller."
* #appointment "Appointment" "The visit that was agreed on. Output, by the Fulfiller."
* #work-done "Work done" "What had been done already when the work was stopped. Output of a Task that was cancelled or failed, or of the Cancellation Request Task that stopped it."
* #price-limit "Price limit" "The most that the Placer would pay. Input of a Bidding Task."
* #wanted-period "Wanted period" "When the Placer wants the service. Input of a Bidding Task."
* #bid "Bid" "A candidate's offer: a Request with intent proposal or plan. Output of a Bidding Task."
* #price "Price" "What the candidate asks for. Output of a Bidding Task."
* #available-period "Available period" "When the candidate can do it. Output of a Bidding Task."
* #alternative "Alternative" "A Request with intent proposal for what the Fulfiller would do instead. Output of a Task that was rejected."
* #specimen "Specimen" "A specimen to work on. Input."
* #questionnaire "Questionnaire" "What the patient or the Placer is asked to answer. Input of the sub-task that asks."
* #question "Question" "A Communication that says what is missing. Input of the Coordination Task, by the Fulfiller; the Placer answers it."
* #answers "Answers" "A QuestionnaireResponse with what was asked. Input, or output of the sub-task that asked."
* #additional-information "Additional information" "What the Fulfiller had asked for. Input, by the Placer."
* #replacement "Replacement" "The Request that should take the place of the focal one. Input of a Task that asks for a modification."
* #new-period "New period" "When the work should be done instead. Input of a Task that asks for a modification."
* #dispense "Dispense" "What was handed out. Output, by the Fulfiller."

ValueSet: CowTaskOutputValueSet
Id: cow-task-output
Title: "Task Input and Output"
Description: "Codes for Task.input.type and Task.output.type. Preferred: a domain may say more precisely what something is."
* insert Definition
* include codes from system CowTaskOutput
