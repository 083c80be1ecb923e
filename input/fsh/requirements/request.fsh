Instance: request
InstanceOf: Requirements
Title: "The Request"
Description: "What the parties do with the resource that authorizes care."
Usage: #definition
* name = "RequestAuthorization"
* description = "What the parties do with the resource that authorizes care: when it takes effect, who may change it, and when it ends."
* insert Theme(The Request)
* insert Statement(request-is-authorization, [[The Request authorizes]], SHALL, placer, core-concepts.html#authorization-and-execution, [[The Request in focus of a Coordination Task SHALL be active and have an intent that authorizes action, such as order, when the Task asks for its fulfilment.]])
* insert Statement(intent-immutable, [[Intent never changes]], SHALL, placer, core-concepts.html#authorization-and-execution, [[The intent of a Request SHALL never change: acting on a proposal or a plan takes another Request.]])
* insert Binds(fulfiller)
* insert Statement(request-author-only, [[Only its author changes a Request]], SHALL, placer, core-concepts.html#authorization-and-execution, [[A party SHALL change only those Requests that it wrote itself; the Fulfiller leaves the Placer's as they are.]])
* insert Binds(fulfiller)
* insert Statement(placer-completes-request, [[The Placer completes its Request]], SHALL, placer, core-concepts.html#three-elements-for-one-state, [[Once the Coordination Task is completed, and the Request authorizes nothing further, the Placer SHALL set the Request to completed.]])
* insert Statement(supporting-info-on-request, [[Reasons belong to the Request]], SHOULD, placer, core-concepts.html#information-that-travels-along, [[What explains why the care was authorized SHOULD be referred to by the Request, in its reasons or its supportingInfo, where the Fulfiller can read it.]])
