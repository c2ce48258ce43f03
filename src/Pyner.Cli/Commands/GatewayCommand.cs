using System.CommandLine;
using Pyner.Cli.Access;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary>
/// A command that talks to the gateway. What does so is in classes of its own, which are first touched when such a command runs: the other commands must
/// not load the libraries for it.
/// </summary>
internal abstract class GatewayCommand : ToolCommand
{
    private readonly Option<string> _gateway = new("--gateway")
    {
        Description = $"The gateway's address for gRPC. Default: {GatewayAddress.Variable}, or else {GatewayAddress.Default}.",
        HelpName = "URL",
    };

    private readonly PathOption _keyFile = new("--api-key-file")
    {
        Description = $"File with the key that opens it. Default: {GatewayKey.Variable}, {GatewayKey.FileVariable}, that of `pyner up`.",
        HelpName = "FILE",
    };

    /// <summary>Makes a command.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="description">A sentence.</param>
    protected GatewayCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>Adds <c>--gateway</c> and what belongs to it, at the end of the command's own options.</summary>
    protected void AddGateway()
    {
        Add(_gateway);
        Add(_keyFile);
    }

    /// <summary>The gateway, and what opens it.</summary>
    /// <exception cref="UserException">What was given is no address, or a key can't be read.</exception>
    protected GatewayTarget Gateway(ParseResult arguments)
    {
        Uri address = GatewayAddress.Of(arguments.GetValue(_gateway));
        return new GatewayTarget(address, GatewayKey.Of(arguments.GetValue(_keyFile), address));
    }
}
