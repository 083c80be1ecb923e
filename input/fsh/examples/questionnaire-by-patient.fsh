// Before she is given contrast medium Amy answers two questions herself, by her own app.

Instance: contrast-questions
InstanceOf: Questionnaire
Title: "Questions before contrast medium"
Description: "What the radiology center asks everybody who is to be given contrast medium."
Usage: #example
* insert BusinessId($radiology-records, RR-QN-3)
* url = "https://radiology.example/fhir/Questionnaire/contrast-questions"
* version = "2"
* name = "ContrastQuestions"
* title = "Questions before contrast medium"
* status = #active
* experimental = false
* date = "2026-01-12"
* publisher = "Riverton Radiology"
* subjectType = #Patient
* item[0].linkId = "reaction"
* item[0].text = "Have you ever had hives or been short of breath after contrast medium?"
* item[0].type = #boolean
* item[0].required = true
* item[1].linkId = "kidneys"
* item[1].text = "Has a doctor told you that your kidneys do not work well?"
* item[1].type = #boolean
* item[1].required = true

RuleSet: ContrastQuestionsTask
* identifier.system = $radiology-tasks
* identifier.value = "RR-T-901"
* intent = #order
* code = CowTaskCode#collect-information "Collect information"
* description = "Please answer two questions before your examination"
* partOf = Reference(ct-head-coordination)
* focus = Reference(ct-head-order)
* focus.type = "ServiceRequest"
* for = Reference(amy)
* authoredOn = "2026-03-02T10:10:00Z"
* insert OrganizationRef(requester, radiology-center, Riverton Radiology)
* owner = Reference(amy)
* owner.identifier.system = $registry-patients
* owner.identifier.value = "1987-0412-3"
* restriction.period.end = "2026-03-02T13:30:00Z"
* input.type = CowTaskOutput#questionnaire "Questionnaire"
* input.valueReference = Reference(contrast-questions)

Instance: contrast-questions-asked
InstanceOf: Task
Title: "Sub-task: the patient is asked"
Description: "Amy is the owner: it is she who has to answer. Part of the Coordination Task of the CT."
Usage: #example
* insert ContrastQuestionsTask
* status = #requested
* lastModified = "2026-03-02T10:10:00Z"

Instance: contrast-questions-answered
InstanceOf: Task
Title: "Sub-task: the patient has answered"
Description: "The same sub-task at the end, with her answers as the output."
Usage: #example
* insert ContrastQuestionsTask
* status = #completed
* lastModified = "2026-03-02T12:05:00Z"
* output.type = CowTaskOutput#answers "Answers"
* output.valueReference = Reference(contrast-answers)

Instance: contrast-answers
InstanceOf: QuestionnaireResponse
Title: "Answers of the patient"
Description: "Amy has never reacted to contrast medium, and her kidneys are well."
Usage: #example
* insert BusinessId($radiology-records, RR-QR-901)
* questionnaire = "https://radiology.example/fhir/Questionnaire/contrast-questions|2"
* basedOn = Reference(ct-head-order)
* status = #completed
* subject = Reference(amy)
* authored = "2026-03-02T12:04:00Z"
* author = Reference(amy)
* source = Reference(amy)
* item[0].linkId = "reaction"
* item[0].text = "Have you ever had hives or been short of breath after contrast medium?"
* item[0].answer.valueBoolean = false
* item[1].linkId = "kidneys"
* item[1].text = "Has a doctor told you that your kidneys do not work well?"
* item[1].answer.valueBoolean = false

Instance: ct-head-with-answers
InstanceOf: CoordinationTask
Title: "Coordination Task for a CT: in progress, with the patient's answers"
Description: "The answers on which the work rests are an input, so that it can be seen later what was known."
Usage: #example
* insert CtHeadCoordination
* status = #in-progress
* businessStatus = CowBusinessStatus#patient-arrived "Patient arrived"
* lastModified = "2026-03-02T14:00:00Z"
* input.type = CowTaskOutput#answers "Answers"
* input.valueReference = Reference(contrast-answers)

Instance: contrast-questions-unanswered
InstanceOf: Task
Title: "Sub-task: the patient did not answer"
Description: "The radiology center asks no more."
Usage: #example
* insert ContrastQuestionsTask
* status = #cancelled
* statusReason = CowStatusReason#no-response "No response"
* lastModified = "2026-03-02T13:35:00Z"
