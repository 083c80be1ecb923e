Instance: patient-app
InstanceOf: CapabilityStatement
Title: "Patient App"
Description: "What a patient's app has to be able to do to find open Requests, to have a Fulfiller asked, and to answer questions."
Usage: #definition
* insert Capability(PatientApp, [[Patient App]], [[What a patient's app has to be able to do to find open Requests, to have a Fulfiller asked, and to answer questions.]])
* insert Side(client, [[Sees what is for the patient alone. It may create the Coordination Task on behalf of the Placer where that was agreed.]])
* insert UsesTasks(MAY, MAY)
* insert OnType(ServiceRequest, [[Finds the active Requests of the patient.]])
* insert Can(SHALL, read)
* insert Can(SHALL, search-type)
* insert By(SHALL, patient, reference, clinical-patient)
* insert By(SHALL, status, token, ServiceRequest-status)
* insert Together(SHALL, patient, status)
* insert OnType(QuestionnaireResponse, [[The answers, where the party that asked takes them.]])
* insert Can(SHALL, create)
* insert Can(SHOULD, update)
* insert OnType(Questionnaire, [[What was asked.]])
* insert Can(SHALL, read)
