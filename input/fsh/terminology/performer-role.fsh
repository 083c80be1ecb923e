// SNOMED CT first, with its preferred terms. It has no code for some roles of an office: for those, the Standard Occupational
// Classification of the U.S. Bureau of Labor Statistics (2018), with its titles.
ValueSet: CowPerformerRoleValueSet
Id: cow-performer-role
Title: "Performer Role"
Description: "Roles that work queues are made of, for Task.performerType: SNOMED CT, and for roles that it has no code for, the Standard Occupational Classification (SOC). Preferred: organizations have roles of their own; a coding of this list beside the local one lets others read it."
* insert Definition
* ^copyright = "This value set includes content from SNOMED Clinical Terms (SNOMED CT), which is copyright of SNOMED International. Implementers of it need the appropriate licence."
* $sct#158965000 "Medical practitioner"
* $sct#59058001 "General physician"
* $sct#224571005 "Nurse practitioner"
* $sct#224535009 "Registered nurse"
* $sct#449161006 "Physician assistant"
* $sct#46255001 "Pharmacist"
* $sct#159016003 "Medical radiographer"
* $sct#159285000 "Medical laboratory technician"
* $sct#768820003 "Care coordinator"
* $sct#768821004 "Care team coordinator"
* $sct#1251542004 "Medical coder"
* $sct#56542007 "Medical record administrator"
* $soc#31-9097 "Phlebotomists"
* $soc#43-3021 "Billing and Posting Clerks"
* $soc#43-4051 "Customer Service Representatives"
