// The identifier systems of the parties in the flows about several Requests and Tasks; see identifier-systems.fsh.

Instance: clinic-records
InstanceOf: NamingSystem
Title: "Identifier system: entries in the records of the clinic"
Description: "Assigned by Riverton Skin Clinic."
Usage: #example
* insert IdentifierSystem(ClinicRecords, https://skin-clinic.example/records, Riverton Skin Clinic, entries in the records of the clinic)

Instance: lab-orders
InstanceOf: NamingSystem
Title: "Identifier system: orders that the laboratory writes itself"
Description: "Assigned by Riverton City Laboratory."
Usage: #example
* insert IdentifierSystem(LabOrders, https://city-lab.example/orders, Riverton City Laboratory, orders that the laboratory writes itself)

Instance: reference-lab-reports
InstanceOf: NamingSystem
Title: "Identifier system: reports of the reference laboratory"
Description: "Assigned by Lakeside Reference Laboratory."
Usage: #example
* insert IdentifierSystem(ReferenceLabReports, https://reference-lab.example/reports, Lakeside Reference Laboratory, reports of the reference laboratory)

Instance: hospital-orders
InstanceOf: NamingSystem
Title: "Identifier system: orders that the hospital places"
Description: "Assigned by Riverton Hospital."
Usage: #example
* insert IdentifierSystem(HospitalOrders, https://hospital.example/orders, Riverton Hospital, orders that the hospital places)

Instance: hospital-tasks
InstanceOf: NamingSystem
Title: "Identifier system: tasks of the hospital and those that it asks others to do"
Description: "Assigned by Riverton Hospital."
Usage: #example
* insert IdentifierSystem(HospitalTasks, https://hospital.example/tasks, Riverton Hospital, tasks of the hospital and those that it asks others to do)

Instance: nursing-home-records
InstanceOf: NamingSystem
Title: "Identifier system: entries in the records of the nursing home"
Description: "Assigned by Willow Court Nursing Home."
Usage: #example
* insert IdentifierSystem(NursingHomeRecords, https://nursing-home.example/records, Willow Court Nursing Home, entries in the records of the nursing home)

Instance: transport-records
InstanceOf: NamingSystem
Title: "Identifier system: rides"
Description: "Assigned by Riverton Patient Transport."
Usage: #example
* insert IdentifierSystem(TransportRecords, https://transport.example/records, Riverton Patient Transport, rides)

Instance: oxygen-records
InstanceOf: NamingSystem
Title: "Identifier system: deliveries"
Description: "Assigned by Clearair Oxygen Supply."
Usage: #example
* insert IdentifierSystem(OxygenRecords, https://oxygen.example/deliveries, Clearair Oxygen Supply, deliveries)
