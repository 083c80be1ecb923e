// The laboratory cannot decide, or cannot go on, before it knows more; it asks in one of the three forms, and the practice answers.

// ---- Asked by a reason, answered by an input -----------------------------------------------------------------------

Instance: cbc-awaiting-reason
InstanceOf: CoordinationTask
Title: "Coordination Task: received, more information needed"
Description: "The laboratory asks a short question in the status reason: it cannot decide before it has the answer."
Usage: #example
* insert CbcCoordination
* status = #received
* statusReason = CowStatusReason#more-information-needed "More information needed"
* statusReason.text = "Does Amy take iron, and since when? Her red cell indices cannot be judged without it."
* businessStatus = CowBusinessStatus#awaiting-information "Awaiting information"
* lastModified = "2026-03-02T09:15:00Z"

Instance: amy-iron
InstanceOf: MedicationStatement
Title: "Iron that Amy takes"
Description: "What the laboratory wanted to know: Amy takes iron, and since when."
Usage: #example
* insert BusinessId($practice-records, MED-20260302-2)
* status = #active
* medicationCodeableConcept.text = "Ferrous sulfate 325 mg tablets"
* subject = Reference(amy)
* effectivePeriod.start = "2026-02-09"
* dateAsserted = "2026-03-02T09:25:00Z"
* informationSource = Reference(dr-lee-general-practice)
* dosage.text = "One tablet in the morning"

Instance: cbc-answered-by-input
InstanceOf: CoordinationTask
Title: "Coordination Task: requested again, with the answer among the inputs"
Description: "The practice has supplied what was asked for. Reason and business status are gone; the question is the laboratory's to decide again."
Usage: #example
* insert CbcCoordination
* status = #requested
* lastModified = "2026-03-02T09:25:00Z"
* input.type = CowTaskOutput#additional-information "Additional information"
* input.valueReference = Reference(amy-iron)

// ---- Asked by a Communication, answered in the order's supporting information ---------------------------------------

Instance: cbc-question
InstanceOf: Communication
Title: "Question of the laboratory"
Description: "What the laboratory would like to know, in some words. It is about the Task, and the Task's input of the type question leads to it."
Usage: #example
* identifier.system = $lab-records
* identifier.value = "CL-Q-7741"
* status = #completed
* subject = Reference(amy)
* about = Reference(cbc-coordination)
* sent = "2026-03-02T09:15:00Z"
* insert OrganizationRef(recipient, general-practice, Riverton General Practice)
* insert OrganizationRef(sender, city-lab, Riverton City Laboratory)
* payload.contentString = "Is this the first time that anemia is suspected? If there is an earlier hemoglobin value we will compare with it and can tell you at once if it has dropped; please let us have it."

Instance: cbc-awaiting-communication
InstanceOf: CoordinationTask
Title: "Coordination Task: received, with a question"
Description: "The Task shows that something is missing; what it is stands in the Communication to which the input leads."
Usage: #example
* insert CbcCoordination
* status = #received
* statusReason = CowStatusReason#more-information-needed "More information needed"
* businessStatus = CowBusinessStatus#awaiting-information "Awaiting information"
* lastModified = "2026-03-02T09:16:00Z"
* input.type = CowTaskOutput#question "Question"
* input.valueReference = Reference(cbc-question)

Instance: amy-earlier-hemoglobin
InstanceOf: Observation
Title: "Earlier hemoglobin value"
Description: "Measured half a year before, within the normal range."
Usage: #example
* insert BusinessId($practice-records, OBS-20250908-5)
* status = #final
* category = $observation-category#laboratory "Laboratory"
* code = $loinc#718-7 "Hemoglobin [Mass/volume] in Blood"
* subject = Reference(amy)
* effectiveDateTime = "2025-09-08T08:10:00Z"
* issued = "2025-09-08T15:00:00Z"
* insert OrganizationRef(performer, general-practice, Riverton General Practice)
* valueQuantity = 13.1 'g/dL' "g/dL"
* interpretation = $observation-interpretation#N "Normal"

// ---- Asked by a questionnaire ---------------------------------------------------------------------------------------

Instance: blood-count-questions
InstanceOf: Questionnaire
Title: "Questions before a blood count"
Description: "What the city laboratory asks when it has to know more before it examines blood."
Usage: #example
* insert BusinessId($lab-records, CL-QN-12)
* url = "https://city-lab.example/fhir/Questionnaire/blood-count-questions"
* version = "1"
* name = "BloodCountQuestions"
* title = "Questions before a blood count"
* status = #active
* experimental = false
* date = "2026-01-05"
* publisher = "Riverton City Laboratory"
* subjectType = #Patient
* item[0].linkId = "transfusion"
* item[0].text = "Has the patient had a transfusion in the last three months?"
* item[0].type = #boolean
* item[0].required = true
* item[1].linkId = "pregnant"
* item[1].text = "Is the patient pregnant?"
* item[1].type = #boolean
* item[1].required = true

// The sub-task that asks the practice: its owner is who has to answer.
RuleSet: CbcQuestions
* identifier.system = $lab-tasks
* identifier.value = "CL-T-7742"
* intent = #order
* code = CowTaskCode#collect-information "Collect information"
* description = "Answer two questions before the blood count"
* partOf = Reference(cbc-coordination)
* focus = Reference(cbc-order)
* focus.type = "ServiceRequest"
* for = Reference(amy)
* authoredOn = "2026-03-02T09:15:00Z"
* insert OrganizationRef(requester, city-lab, Riverton City Laboratory)
* insert OrganizationRef(owner, general-practice, Riverton General Practice)
* input.type = CowTaskOutput#questionnaire "Questionnaire"
* input.valueReference = Reference(blood-count-questions)

Instance: cbc-questions
InstanceOf: Task
Title: "Sub-task: the practice is asked for information"
Description: "Part of the Coordination Task: the laboratory asks the practice to answer its questionnaire."
Usage: #example
* insert CbcQuestions
* status = #requested
* lastModified = "2026-03-02T09:15:00Z"

Instance: cbc-questions-completed
InstanceOf: Task
Title: "Sub-task: the practice has answered"
Description: "The same sub-task with the answers as its output."
Usage: #example
* insert CbcQuestions
* status = #completed
* lastModified = "2026-03-02T09:30:00Z"
* output.type = CowTaskOutput#answers "Answers"
* output.valueReference = Reference(cbc-answers)

Instance: cbc-answers
InstanceOf: QuestionnaireResponse
Title: "Answers of the practice"
Description: "Dr. Lee's answers to the laboratory's questions."
Usage: #example
* insert BusinessId($practice-records, QR-20260302-1)
* questionnaire = "https://city-lab.example/fhir/Questionnaire/blood-count-questions|1"
* basedOn = Reference(cbc-order)
* status = #completed
* subject = Reference(amy)
* authored = "2026-03-02T09:28:00Z"
* author = Reference(dr-lee-general-practice)
* item[0].linkId = "transfusion"
* item[0].text = "Has the patient had a transfusion in the last three months?"
* item[0].answer.valueBoolean = false
* item[1].linkId = "pregnant"
* item[1].text = "Is the patient pregnant?"
* item[1].answer.valueBoolean = false

Instance: cbc-answered-by-questionnaire
InstanceOf: CoordinationTask
Title: "Coordination Task: requested again, with the answers"
Description: "What the laboratory's work will rest on is an input, wherever it was asked for."
Usage: #example
* insert CbcCoordination
* status = #requested
* lastModified = "2026-03-02T09:31:00Z"
* input.type = CowTaskOutput#answers "Answers"
* input.valueReference = Reference(cbc-answers)

// ---- Asked once work has begun --------------------------------------------------------------------------------------

// {status}: Task.status; {time}: when it was changed. The laboratory's own input is the specimen that it has taken.
RuleSet: CbcWithSpecimen(status, time)
* insert CbcCoordination
* status = #{status}
* lastModified = "{time}"
* input[0].type = CowTaskOutput#specimen "Specimen"
* input[0].valueReference = Reference(cbc-specimen)

RuleSet: CbcOnHold
* statusReason = CowStatusReason#more-information-needed "More information needed"
* statusReason.text = "The red cells look as if Amy took iron. Does she, and since when?"
* businessStatus = CowBusinessStatus#awaiting-information "Awaiting information"

RuleSet: CbcIronInput
* input[1].type = CowTaskOutput#additional-information "Additional information"
* input[1].valueReference = Reference(amy-iron)

Instance: cbc-specimen-taken
InstanceOf: CoordinationTask
Title: "Coordination Task: in progress, with the specimen"
Description: "Work has begun. The laboratory notes the specimen, which it works on, as an input."
Usage: #example
* insert CbcWithSpecimen(in-progress, 2026-03-02T10:40:00Z)
* businessStatus = CowBusinessStatus#specimen-collected "Specimen collected"

Instance: cbc-on-hold-for-information
InstanceOf: CoordinationTask
Title: "Coordination Task: on hold, more information needed"
Description: "The laboratory cannot go on before it has the answer. The practice sees that the next step is its own."
Usage: #example
* insert CbcWithSpecimen(on-hold, 2026-03-02T11:00:00Z)
* insert CbcOnHold

Instance: cbc-on-hold-answered
InstanceOf: CoordinationTask
Title: "Coordination Task: on hold, and answered"
Description: "The practice adds its answer beside the laboratory's input, and moves nothing: from acceptance on the owner does."
Usage: #example
* insert CbcWithSpecimen(on-hold, 2026-03-02T11:20:00Z)
* insert CbcOnHold
* insert CbcIronInput

Instance: cbc-resumed
InstanceOf: CoordinationTask
Title: "Coordination Task: in progress again"
Description: "The laboratory has what it needs and goes on."
Usage: #example
* insert CbcWithSpecimen(in-progress, 2026-03-02T11:25:00Z)
* businessStatus = CowBusinessStatus#analysis-started "Analysis started"
* insert CbcIronInput

// ---- When there is no answer ----------------------------------------------------------------------------------------

Instance: cbc-no-answer
InstanceOf: CoordinationTask
Title: "Coordination Task: requested again, without an answer"
Description: "The practice cannot find out. It says so in a note, and it is again for the laboratory to decide."
Usage: #example
* insert CbcCoordination
* status = #requested
* lastModified = "2026-03-02T09:50:00Z"
* note.authorReference = Reference(dr-lee)
* note.time = "2026-03-02T09:50:00Z"
* note.text = "Amy does not remember what the tablets are and cannot be reached any more today. Please decide without."

// ---- The answer lies elsewhere ---------------------------------------------------------------------------------------

Instance: amy-hospital-letter
InstanceOf: DocumentReference
Title: "Letter of a hospital about Amy"
Description: "What a hospital wrote when Amy left it. It stays there: the laboratory has agreed on nothing with that hospital, and follows no reference to it."
Usage: #example
* identifier.system = $hospital-letters
* identifier.value = "LH-2026-0210-17"
* status = #current
* type = $loinc#18842-5 "Discharge summary"
* subject = Reference(amy)
* date = "2026-02-10T15:00:00Z"
* content.attachment.contentType = #application/pdf
* content.attachment.title = "Letter of 10 February 2026"
