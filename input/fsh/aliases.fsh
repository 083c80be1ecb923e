// External systems and extensions that the FSH names. The guide's own artifacts are referred to by their FSH names.

Alias: $obligation = http://hl7.org/fhir/StructureDefinition/obligation

Alias: $task-code = http://hl7.org/fhir/CodeSystem/task-code
Alias: $sct = http://snomed.info/sct
Alias: $loinc = http://loinc.org
Alias: $ucum = http://unitsofmeasure.org
Alias: $v2-0203 = http://terminology.hl7.org/CodeSystem/v2-0203
Alias: $v2-0074 = http://terminology.hl7.org/CodeSystem/v2-0074
Alias: $condition-clinical = http://terminology.hl7.org/CodeSystem/condition-clinical
Alias: $condition-ver-status = http://terminology.hl7.org/CodeSystem/condition-ver-status
Alias: $condition-category = http://terminology.hl7.org/CodeSystem/condition-category
Alias: $observation-category = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $observation-interpretation = http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
Alias: $organization-type = http://terminology.hl7.org/CodeSystem/organization-type
Alias: $provenance-agent = http://terminology.hl7.org/CodeSystem/provenance-participant-type

// Identifier systems of the imagined parties. They stand for systems that the parties agreed on beforehand.
Alias: $registry-patients = https://registry.example.org/patients
Alias: $registry-organizations = https://registry.example.org/organizations
Alias: $registry-practitioners = https://registry.example.org/practitioners
Alias: $practice-records = https://general-practice.example.org/records
Alias: $practice-orders = https://general-practice.example.org/orders
Alias: $practice-tasks = https://general-practice.example.org/tasks
Alias: $practice-messages = https://general-practice.example.org/messages
Alias: $lab-specimens = https://city-lab.example.org/specimens
Alias: $lab-results = https://city-lab.example.org/results
Alias: $lab-reports = https://city-lab.example.org/reports
Alias: $lab-notifications = https://city-lab.example.org/notifications
