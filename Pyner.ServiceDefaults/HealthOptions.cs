using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>Where a service answers health probes: <c>Health__Port</c> and <c>Health__Address</c>.</summary>
/// <param name="Address">The address to listen on; loopback where none is set. <c>0.0.0.0</c> or <c>::</c> for all.</param>
/// <param name="Port">The port; 0, where none is set, for any free one (the log says which).</param>
internal sealed record HealthOptions(IPAddress Address, int Port)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ServiceConfigurationException">One is out of its range.</exception>
    public static HealthOptions From(IConfiguration configuration)
    {
        string address = configuration["Health:Address"] is { Length: > 0 } a ? a : "127.0.0.1";
        string port = configuration["Health:Port"] is { Length: > 0 } p ? p : "0";
        if (!IPAddress.TryParse(address, out IPAddress? listened))
            throw new ServiceConfigurationException($"Health__Address is '{address}', and must be an IP address such as 127.0.0.1 or 0.0.0.0.");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > IPEndPoint.MaxPort)
            throw new ServiceConfigurationException($"Health__Port is '{port}', and must be a port from 1 to {IPEndPoint.MaxPort}, or 0 for any free one.");
        return new HealthOptions(listened, number);
    }
}
