Instance: information
InstanceOf: Requirements
Title: "Information"
Description: "How information for the fulfilment is supplied, asked for and answered."
Usage: #definition
* name = "AdditionalInformation"
* description = "How information for the fulfilment is supplied, asked for and answered."
* insert Theme(Information)
* actor[+] = Canonical(potential-fulfiller)
* actor[+] = Canonical(patient)
* insert Statement(information-awaited-shown, [[Waiting is shown]], SHALL, potential-fulfiller, additional-information.html#while-deciding, [[A party that cannot decide or go on before it knows more SHALL show it by the business status awaiting-information: with the status received, or on-hold once work has begun.]])
* insert Binds(fulfiller)
* insert Statement(information-needed-stated, [[What is missing is stated]], SHALL, potential-fulfiller, additional-information.html#how-to-say-what-is-missing, [[What is needed SHALL be stated: in Task.statusReason, by a Communication about the Task, or by a sub-task that asks for it.]])
* insert Binds(fulfiller)
* insert Statement(information-by-sub-task, [[Asking by a sub-task]], SHOULD, potential-fulfiller, additional-information.html#how-to-say-what-is-missing, [[Structured information SHOULD be asked for by a sub-task with the code collect-information, partOf the Coordination Task, with the Questionnaire among its inputs.]])
* insert Binds(fulfiller)
* insert Statement(information-supplied, [[Where the answer goes]], SHALL, placer, additional-information.html#where-the-answer-goes, [[The Placer SHALL supply what was asked for as Task.input, or in the Request's supportingInfo where it bears on why the care was authorized.]])
* insert Statement(information-returns-requested, [[Back to requested]], SHALL, placer, additional-information.html#where-the-answer-goes, [[When it has supplied what was asked for, the Placer SHALL set the Task from received back to requested and take the business status awaiting-information away, in one update.]])
* insert Statement(information-work-resumes, [[Work resumes]], SHALL, fulfiller, additional-information.html#once-work-has-begun, [[When what a Task on hold was waiting for has come, the owner SHALL move it on, back to in-progress or to accepted, and take the business status awaiting-information away.]])
* insert Statement(information-not-available, [[When there is no answer]], MAY, placer, additional-information.html#when-no-answer-comes, [[A Placer that cannot supply what was asked for MAY set the Task back to requested and say so, or cancel it.]])
* insert Statement(patient-asked-by-task, [[The patient is asked by a Task]], SHALL, fulfiller, additional-information.html#asking-the-patient, [[A Fulfiller that asks the patient for answers through this guide SHALL do so by a sub-task whose owner is the patient, or a person who answers for the patient.]])
* insert Statement(answers-as-output, [[Answers are an output of the asking]], SHALL, patient, additional-information.html#asking-the-patient, [[Whoever answers SHALL add the QuestionnaireResponse to the outputs of the Task that asked, and complete that Task.]])
* insert Statement(answers-as-input, [[Answers are an input of the work]], SHALL, fulfiller, additional-information.html#asking-the-patient, [[The Fulfiller SHALL refer to answers that its work rests on by an input of the Coordination Task, of the type answers.]])
* insert Statement(input-for-fulfilment, [[What serves the work is an input]], SHOULD, placer, request-and-task.html#where-a-piece-of-information-belongs, [[What serves to carry the order out, such as a specimen already taken, SHOULD be referred to by Task.input.]])
* insert Statement(input-added-by-fulfiller, [[The Fulfiller adds inputs]], MAY, fulfiller, request-and-task.html#where-a-piece-of-information-belongs, [[The Fulfiller MAY add to Task.input what it uses to fulfil the Request.]])
* insert Statement(input-typed, [[Inputs and outputs say what they are]], SHOULD, placer, using-task.html#input, [[Each input and output of a Task SHOULD have a type with a code of this guide where one fits.]])
* insert Binds(fulfiller)
* insert Statement(input-of-others-kept, [[Inputs of others stay]], SHALL, placer, using-task.html#input, [[A party that adds an input or an output SHALL leave those that the other party wrote as they are.]])
* insert Binds(fulfiller)
