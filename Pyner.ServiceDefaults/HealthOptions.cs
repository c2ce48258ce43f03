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
    /// <exception cref="ServiceConfigurationException">One is out of its range, or has an unknown name.</exception>
    public static HealthOptions From(IConfiguration configuration)
    {
        var section = new OptionSection(configuration.GetSection("Health"));
        string address = section.Text(nameof(Address)) ?? "127.0.0.1";
        string port = section.Text(nameof(Port)) ?? "0";
        section.RejectOthers();
        if (!IPAddress.TryParse(address, out IPAddress? listened))
            throw new ServiceConfigurationException($"Health__Address is '{address}', and must be an IP address such as 127.0.0.1 or 0.0.0.0.");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > IPEndPoint.MaxPort)
            throw new ServiceConfigurationException($"Health__Port is '{port}', and must be a port from 1 to {IPEndPoint.MaxPort}, or 0 for any free one.");
        return new HealthOptions(listened, number);
    }
}
