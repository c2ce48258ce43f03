using Google.Rpc;
using Pyner.Gateway.Errors;

namespace Pyner.Gateway.Starting;

/// <summary>Gathers what is wrong with a request, so that its caller learns all of it at once.</summary>
internal sealed class FieldViolations
{
    private readonly List<BadRequest.Types.FieldViolation> _found = [];

    /// <summary>Adds one unless the field is as it should be.</summary>
    public void Require(bool isRight, string field, string description)
    {
        if (!isRight)
            _found.Add(new BadRequest.Types.FieldViolation { Field = field, Description = description });
    }

    /// <summary>Refuses the request if anything is wrong with it.</summary>
    /// <exception cref="Grpc.Core.RpcException">Something is.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
            throw RpcErrors.InvalidFields(_found);
    }
}
