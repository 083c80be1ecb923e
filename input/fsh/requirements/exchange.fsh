Instance: exchange
InstanceOf: Requirements
Title: "Reading and writing"
Description: "What the parties' systems do so that both can rely on what a resource says."
Usage: #definition
* name = "Exchange"
* description = "What the parties' systems do so that both can rely on what a resource says. Placer and Fulfiller are bound alike: each is the server for what lives with it."
* insert Theme(Reading and writing)
* insert Statement(create-answers-location, [[A create answers where]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[A create SHALL be answered by 201 with a Location that names the new resource and its version.]])
* insert Binds(fulfiller)
* insert Statement(nothing-lost, [[Nothing is lost]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[A resource SHALL be given back with each element and each extension with which it was written, apart from id, version, lastUpdated, narrative and references that were made to point to where the resource now lives.]])
* insert Binds(fulfiller)
* insert Statement(stale-update-refused, [[A stale update is refused]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[An update whose If-Match is not the newest version SHALL be refused, by 412 or 409, and change nothing.]])
* insert Binds(fulfiller)
* insert Statement(version-increases, [[A change makes a version]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[Each change of a resource SHALL give it another meta.versionId and a meta.lastUpdated that is not earlier than the one before.]])
* insert Binds(fulfiller)
* insert Statement(references-resolve, [[References resolve]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[Each literal reference that a party sees in a Task, a Request or an output SHALL resolve for that party to the resource that is meant; in a message, within the message or to what the party has already.]])
* insert Binds(fulfiller)
* insert Statement(profile-conformance, [[Resources conform]], SHALL, placer, core-concepts.html#reading-and-writing-safely, [[Resources that the parties exchange SHALL conform to FHIR R4 and to the profiles that they claim in meta.profile.]])
* insert Binds(fulfiller)
* insert Statement(history-kept, [[History is kept]], SHOULD, placer, core-concepts.html#reading-and-writing-safely, [[A party that hosts a Task SHOULD keep its versions and give them by the history interaction, so that it can be seen how the Task came to its state.]])
* insert Binds(fulfiller)
* insert Statement(agreed-beforehand, [[What is agreed beforehand]], SHALL, placer, core-concepts.html#being-told, [[Before the first order, the parties SHALL agree on the exchange, its endpoints, how each party is told of changes, and the identifier systems by which they recognize patients, parties and orders.]])
* insert Binds(fulfiller)
* insert NotTested([[The agreement is made between people, before any system sends anything.]])
