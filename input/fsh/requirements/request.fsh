Instance: request
InstanceOf: Requirements
Title: "The Request"
Description: "What the parties do with the resource that authorizes care."
Usage: #definition
* name = "RequestAuthorization"
* description = "What the parties do with the resource that authorizes care: when it takes effect, who may change it, and when it ends."
* insert Theme(The Request)
* actor[+] = Canonical(potential-fulfiller)
* actor[+] = Canonical(observer)
* insert Statement(request-is-authorization, [[The Request authorizes]], SHALL, placer, request-and-task.html#when-a-request-becomes-something-to-act-on, [[The Request in focus of a Coordination Task SHALL be active and, where its type has an intent, have one that authorizes action, such as order, when the Task asks for its fulfilment.]])
* insert Statement(intent-immutable, [[Intent never changes]], SHALL, placer, core-concepts.html#authorization-and-execution, [[The intent of a Request SHALL never change: acting on a proposal or a plan takes another Request.]])
* insert Binds(fulfiller)
* insert Statement(request-author-only, [[Only its author changes a Request]], SHALL, placer, core-concepts.html#authorization-and-execution, [[A party SHALL change only those Requests that it wrote itself; the Fulfiller leaves the Placer's as they are.]])
* insert Binds(fulfiller)
* insert Statement(placer-completes-request, [[The Placer completes its Request]], SHALL, placer, states.html#the-states-of-an-order, [[Once the Coordination Task is completed, and the Request authorizes nothing further, the Placer SHALL set the Request to completed, where its type has that status.]])
* insert Statement(supporting-info-on-request, [[Reasons belong to the Request]], SHOULD, placer, request-and-task.html#where-a-piece-of-information-belongs, [[What explains why the care was authorized SHOULD be referred to by the Request, in its reasons or its supportingInfo, where the Fulfiller can read it.]])
* insert Statement(request-identifier, [[The Request has an identifier]], SHALL, placer, order-initiation.html#before-asking, [[A Request that a Task of this guide is about SHALL have a business identifier, with system and value, that no later update changes or removes.]])
* insert Statement(request-authorship, [[Who authorized it, and when]], SHALL, placer, order-initiation.html#from-an-idea-to-an-order, [[A Request SHALL name in requester who authorized the care, and in authoredOn when; where its type has other elements in their place, there.]])
* insert Statement(request-conforms, [[Requests follow the guide's profiles]], SHOULD, placer, order-initiation.html#before-asking, [[A ServiceRequest SHOULD conform to the profile Order Service Request, and a MedicationRequest to Order Medication Request.]])
* insert Statement(request-before-task, [[First the Request, then the Task]], SHALL, placer, order-initiation.html#before-asking, [[The Placer SHALL write the Request before the Task that is about it, or together with it in one transaction or one message.]])
* insert Statement(request-asks-nobody, [[A Request asks nobody]], SHALL, fulfiller, request-and-task.html#when-a-request-becomes-something-to-act-on, [[A Fulfiller SHALL begin work on a Placer's Request only when a Task asks it to.]])
* insert Binds(potential-fulfiller)
* insert NotTested([[Work that begins without a Task leaves no trace in what the parties exchange.]])
* insert Statement(request-performer-preferred, [[A Request names a preference]], SHALL, fulfiller, intended-actors.html#a-wish, [[Request.performer, Request.performerType and the performer of a dispense SHALL be read as what the author would like; who is asked stands in Task.owner.]])
* insert Binds(potential-fulfiller)
* insert Binds(observer)
* insert Statement(request-status-is-authority, [[Request.status is about authority]], SHALL, placer, request-and-task.html#how-the-status-of-an-order-is-told, [[Request.status SHALL tell whether the authorization is in force, and stay active while the work waits, begins, is held up and goes on, unless its author suspends it.]])
* insert Statement(request-hold-reason, [[A Request on hold says why]], SHALL, placer, request-and-task.html#how-the-status-of-an-order-is-told, [[A Request on hold SHALL state the reason: in statusReason, or where the resource lacks that, in the extension request-statusReason.]])
* insert Statement(proposal-based-order, [[An order refers to its proposal]], SHALL, placer, order-initiation.html#from-an-idea-to-an-order, [[A Request that is written to act on a proposal or a plan SHALL refer to it by basedOn.]])
* insert Statement(replacement-refers-back, [[A replacement refers back]], SHALL, placer, cancelling-and-modifying.html#the-fulfiller-proposes-an-alternative, [[A Request that takes the place of another SHALL refer to it by replaces, or by what its type has in that place: priorPrescription of a MedicationRequest, priorRequest of a DeviceRequest.]])
* insert Statement(replaced-request-ends, [[The replaced one ends]], SHALL, placer, cancelling-and-modifying.html#the-fulfiller-proposes-an-alternative, [[The Placer SHALL end a Request when another takes its place: revoked, or for a MedicationRequest cancelled or stopped.]])
* insert Statement(request-not-rewritten, [[What is ordered is not rewritten]], SHALL, placer, cancelling-and-modifying.html#the-placer-asks-for-a-modification, [[While a Task about it is accepted, in progress or on hold, a Request SHALL NOT be changed in what it orders, for whom and by whose authority; another Request takes its place instead.]])
* insert Statement(request-search-by-group, [[Requests are found by group]], SHOULD, placer, order-grouping.html#a-shared-identifier, [[A party that hosts Requests SHOULD answer searches for them by group: ServiceRequest by requisition, MedicationRequest by the search parameter group-identifier of this guide.]])
* insert Statement(domain-guides-add, [[Domain guides add]], MAY, placer, for-authors.html#what-is-left-to-you, [[A guide for a domain MAY demand further Tasks, elements, codes and supporting information, as long as what it demands conforms to this guide.]])
* insert Binds(fulfiller)
* insert NotTested([[It concerns the authors of guides and no system.]])
