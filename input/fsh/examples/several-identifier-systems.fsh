// The identifier systems of the parties in the flows about several Requests and Tasks; see identifier-systems.fsh.

Instance: clinic-records
InstanceOf: NamingSystem
Title: "Identifier system: entries in the records of the clinic"
Description: "Given out by Riverton Skin Clinic."
Usage: #example
* insert IdentifierSystem(ClinicRecords, https://skin-clinic.example/records, Riverton Skin Clinic, entries in the records of the clinic)
