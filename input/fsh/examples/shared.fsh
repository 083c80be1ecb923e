// The people and places of all flows. Everything happens on one day, 2026-03-02, in one town.

Instance: amy
InstanceOf: Patient
Title: "Amy, the patient"
Description: "A patient of the general practice."
Usage: #example
* insert BusinessId($registry-patients, 1987-0412-3)
* active = true
* name.use = #official
* name.family = "Shaw"
* name.given = "Amy"
* telecom.system = #phone
* telecom.value = "+1-555-0142"
* telecom.use = #mobile
* gender = #female
* birthDate = "1987-04-12"
* address.line = "12 Mill Lane"
* address.city = "Riverton"
* managingOrganization = Reference(general-practice)

Instance: general-practice
InstanceOf: Organization
Title: "The general practice (Placer)"
Description: "A practice of family doctors; it places orders."
Usage: #example
* insert BusinessId($registry-organizations, general-practice)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Riverton General Practice"
* telecom.system = #phone
* telecom.value = "+1-555-0100"
* address.city = "Riverton"

Instance: city-lab
InstanceOf: Organization
Title: "The city laboratory (Fulfiller)"
Description: "A clinical laboratory; it fulfils orders for blood tests."
Usage: #example
* insert BusinessId($registry-organizations, city-lab)
* active = true
* type = $organization-type#prov "Healthcare Provider"
* name = "Riverton City Laboratory"
* telecom.system = #phone
* telecom.value = "+1-555-0180"
* address.city = "Riverton"

Instance: dr-lee
InstanceOf: Practitioner
Title: "Dr. Lee"
Description: "A family doctor."
Usage: #example
* insert BusinessId($registry-practitioners, lee-jordan)
* active = true
* name.family = "Lee"
* name.given = "Jordan"
* name.prefix = "Dr."

Instance: dr-lee-general-practice
InstanceOf: PractitionerRole
Title: "Dr. Lee at the general practice"
Description: "In this role Dr. Lee authorizes care and signs orders."
Usage: #example
* insert BusinessId($registry-practitioners, lee-jordan-at-general-practice)
* active = true
* practitioner = Reference(dr-lee)
* practitioner.display = "Dr. Jordan Lee"
* insert OrganizationRef(organization, general-practice, Riverton General Practice)
* code = $sct#59058001 "General physician"
* specialty = $sct#394814009 "General practice"
