// External systems and extensions that the FSH names. The guide's own artifacts are referred to by their FSH names.

Alias: $obligation = http://hl7.org/fhir/StructureDefinition/obligation
Alias: $expectation = http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation
Alias: $combination = http://hl7.org/fhir/StructureDefinition/capabilitystatement-search-parameter-combination
Alias: $request-status-reason = http://hl7.org/fhir/StructureDefinition/request-statusReason

Alias: $task-code = http://hl7.org/fhir/CodeSystem/task-code
Alias: $soc = http://terminology.hl7.org/CodeSystem/soc
Alias: $sct = http://snomed.info/sct
Alias: $loinc = http://loinc.org
Alias: $v2-0203 = http://terminology.hl7.org/CodeSystem/v2-0203
Alias: $v2-0074 = http://terminology.hl7.org/CodeSystem/v2-0074
Alias: $rxnorm = http://www.nlm.nih.gov/research/umls/rxnorm
Alias: $allergy-clinical = http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical
Alias: $allergy-verification = http://terminology.hl7.org/CodeSystem/allergyintolerance-verification
Alias: $condition-clinical = http://terminology.hl7.org/CodeSystem/condition-clinical
Alias: $condition-ver-status = http://terminology.hl7.org/CodeSystem/condition-ver-status
Alias: $condition-category = http://terminology.hl7.org/CodeSystem/condition-category
Alias: $observation-category = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $observation-interpretation = http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
Alias: $organization-type = http://terminology.hl7.org/CodeSystem/organization-type
Alias: $data-operation = http://terminology.hl7.org/CodeSystem/v3-DataOperation
Alias: $provenance-agent = http://terminology.hl7.org/CodeSystem/provenance-participant-type

// Identifier systems of the imagined parties, which stand for those that real parties agree on beforehand; the examples
// define them. The top-level domain .example belongs to nobody (RFC 2606), and no validator refuses it in instances.
Alias: $registry-patients = https://registry.example/patients
Alias: $registry-organizations = https://registry.example/organizations
Alias: $registry-practitioners = https://registry.example/practitioners
Alias: $practice-records = https://general-practice.example/records
Alias: $practice-orders = https://general-practice.example/orders
Alias: $practice-tasks = https://general-practice.example/tasks
Alias: $practice-prescriptions = https://general-practice.example/prescriptions
Alias: $pharmacy-records = https://pharmacy.example/records
Alias: $pharmacy-proposals = https://pharmacy.example/proposals
Alias: $pharmacy-dispenses = https://pharmacy.example/dispenses
Alias: $clinic-offers = https://endoscopy-clinics.example/offers
Alias: $home-care-results = https://home-care.example/results
Alias: $radiology-orders = https://radiology.example/orders
Alias: $practice-messages = https://general-practice.example/messages
Alias: $lab-specimens = https://city-lab.example/specimens
Alias: $lab-results = https://city-lab.example/results
Alias: $lab-reports = https://city-lab.example/reports
Alias: $hospital-letters = https://lakeside-hospital.example/letters
Alias: $lab-messages = https://city-lab.example/messages
Alias: $lab-notifications = https://city-lab.example/notifications
Alias: $lab-records = https://city-lab.example/records
Alias: $lab-tasks = https://city-lab.example/tasks
Alias: $clinic-records = https://skin-clinic.example/records
Alias: $radiology-studies = https://radiology.example/studies
Alias: $radiology-reports = https://radiology.example/reports
Alias: $lab-orders = https://city-lab.example/orders
Alias: $reference-lab-reports = https://reference-lab.example/reports
Alias: $hospital-orders = https://hospital.example/orders
Alias: $hospital-tasks = https://hospital.example/tasks
Alias: $nursing-home-records = https://nursing-home.example/records
Alias: $transport-records = https://transport.example/records
Alias: $oxygen-records = https://oxygen.example/deliveries
Alias: $infection-control-tasks = https://infection-control.example/tasks
Alias: $radiology-records = https://radiology.example/records
Alias: $radiology-tasks = https://radiology.example/tasks
Alias: $referral-tasks = https://referral-office.example/tasks
Alias: $physio-records = https://mill-lane-physio.example/records
Alias: $patient-app-messages = https://patient-app.example/messages
