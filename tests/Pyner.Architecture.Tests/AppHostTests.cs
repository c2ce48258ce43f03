using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pyner.DeployedServices;
using Pyner.TestData;

namespace Pyner.Architecture.Tests;

/// <summary>
/// The topology of <c>Pyner.AppHost</c>. It is compiled where Aspire's SDK can be had; what can be wrong with it without a compiler noticing is held against
/// the services here.
/// </summary>
public sealed partial class AppHostTests
{
    private const string Folder = "Pyner.AppHost";
    private const string Built = "builder.Build()";

    private static readonly string s_topology = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, Folder, "AppHost.cs"));

    private static readonly XDocument s_project = XDocument.Load(Path.Combine(RealDocuments.RepositoryRoot, Folder, Folder + ".csproj"));

    public static TheoryData<string> Services() => [.. DeployedService.All.Select(service => service.Project)];

    [Fact]
    public void It_names_every_service_once()
    {
        string[] services = [.. DeployedService.All.Select(service => service.Project).Order(StringComparer.Ordinal)];
        Assert.Equal(services, AddedService().Matches(s_topology).Select(match => Project(match.Groups["type"].Value)).Order(StringComparer.Ordinal));
        Assert.Equal(services, SourceProject.All.Single(project => project.Name == Folder).Projects.Order(StringComparer.Ordinal));
        // A service is a project that serves something, if only health.
        Assert.Equal(services, SourceProject.All.Where(project => project.IsWeb).Select(project => project.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void What_it_sets_is_what_the_service_reads(string project)
    {
        Dictionary<string, string> environment = Environment(project);
        Assert.NotEmpty(environment);
        ServiceSettings settings = DeployedService.Of(project).Read(environment);
        Assert.Null(settings.Refusal);
        Assert.Empty(settings.Ignored);
    }

    [Fact]
    public void A_worker_is_shown_its_device_only_where_the_topology_runs()
    {
        Match shown = Assert.Single(DeviceVariable().Matches(s_topology));
        Assert.EndsWith("if (builder.ExecutionContext.IsRunMode)", s_topology[..shown.Index].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_is_asked_for_its_health_on_the_port_that_it_is_given_for_that()
    {
        // In what all services get, so for each of them.
        string common = s_topology[s_topology.IndexOf(Built, StringComparison.Ordinal)..];
        Assert.Contains(".WithHttpEndpoint(name: \"health\", env: \"Health__Port\")", common, StringComparison.Ordinal);
        Assert.Contains(".WithHttpHealthCheck(\"/health\", endpointName: \"health\")", common, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_the_services_says_how_to_run_it()
    {
        string page = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "services.md"));
        string section = page.Split("\n## ").Single(section => section.StartsWith("With Aspire\n", StringComparison.Ordinal));
        Assert.Contains($"dotnet run --project {Folder}", section, StringComparison.Ordinal);
        string[] parameters = [.. Parameter().Matches(s_topology).Select(match => match.Groups["name"].Value)];
        Assert.Equal(3, parameters.Length);
        Assert.All(parameters, parameter => Assert.Contains($"`Parameters__{parameter}`", section, StringComparison.Ordinal));
        JsonElement profiles = JsonElement.Parse(
            File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, Folder, "Properties", "launchSettings.json"))).GetProperty("profiles");
        Assert.All(profiles.EnumerateObject(), profile =>
        {
            Assert.Contains($"`{profile.Name}`", section, StringComparison.Ordinal);
            Assert.Contains(profile.Value.GetProperty("applicationUrl").GetString()!.Split(';')[0], section, StringComparison.Ordinal);
        });
        Assert.Contains("](docs/services.md#with-aspire)", File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pyner.Scanner", "Read(sourceFolder), Write(spoolFolder)")]
    [InlineData("Pyner.Worker", "Read(sourceFolder), Read(spoolFolder), Write(outputFolder)")]
    [InlineData("Pyner.Aggregator", "Write(outputFolder)")]
    [InlineData("Pyner.Gateway", "Read(sourceFolder), Read(outputFolder)")]
    public void A_service_has_the_folders_that_it_needs_and_may_write_where_it_writes(string project, string folders)
    {
        Match added = AddedService().Matches(s_topology).Single(match => Project(match.Groups["type"].Value) == project);
        Assert.Equal(folders, added.Groups["folders"].Value);
    }

    [Fact]
    public void Servers_keep_their_data_and_the_ledger_forgets_nothing()
    {
        Assert.Contains("AddRabbitMQ(\"messaging\").WithManagementPlugin().WithDataVolume()", s_topology, StringComparison.Ordinal);
        Assert.Contains("AddRedis(\"ledger\").WithDataVolume().WithArgs(KeepEveryWrite)", s_topology, StringComparison.Ordinal);
        Assert.Contains("[\"--appendonly\", \"yes\", \"--appendfsync\", \"always\"]", s_topology, StringComparison.Ordinal);
        foreach (string server in (string[])["messaging", "ledger"])
        {
            Assert.Contains($".WithReference({server}).WaitFor({server})", s_topology, StringComparison.Ordinal);
            Assert.Contains($"builder.AddConnectionString(\"{server}\")", s_topology, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void There_are_three_workers_each_with_a_device_of_its_own()
    {
        Assert.Contains("const int Devices = 3;", s_topology, StringComparison.Ordinal);
        Assert.Contains("$\"worker-gpu{device}\"", s_topology, StringComparison.Ordinal);
        Assert.Contains("\"CUDA_VISIBLE_DEVICES\", device.ToString(", s_topology, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_read_as_one_page() => Assert.InRange(s_topology.Split('\n').Length, 1, 100);

    [Fact]
    public void Its_SDK_and_its_packages_are_of_one_version()
    {
        string[] packages = [.. SourceProject.All.Single(project => project.Name == Folder).Packages];
        Assert.Equal(["Aspire.Hosting.RabbitMQ", "Aspire.Hosting.Redis"], packages);
        string version = ((string)s_project.Root!.Attribute("Sdk")!).Split('/')[1];
        var central = XDocument.Load(Path.Combine(RealDocuments.RepositoryRoot, "Directory.Packages.props"));
        Assert.All(packages, package => Assert.Equal(
            version, (string?)central.Descendants("PackageVersion").Single(element => (string?)element.Attribute("Include") == package).Attribute("Version")));
    }

    // What the topology gives a service: by what is said from its name to the next service's, and by what all services get.
    private static Dictionary<string, string> Environment(string project)
    {
        Match added = AddedService().Matches(s_topology).Single(match => Project(match.Groups["type"].Value) == project);
        Match next = added.NextMatch();
        int end = next.Success ? next.Index : s_topology.IndexOf(Built, StringComparison.Ordinal);
        string own = s_topology[added.Index..end];
        string common = s_topology[s_topology.IndexOf(Built, StringComparison.Ordinal)..];
        var environment = new Dictionary<string, string>();
        foreach (Match variable in Variable().Matches(own + common))
            environment.Add(variable.Groups["name"].Value, variable.Groups["literal"] is { Success: true } literal ? literal.Value : "/a/folder");
        foreach (Match port in PortVariable().Matches(own + common))
            environment.Add(port.Groups["name"].Value, "1234");
        foreach (Match server in Reference().Matches(common))
            environment.Add("ConnectionStrings__" + server.Groups["name"].Value, server.Groups["name"].Value == "messaging" ? "amqp://there" : "there");
        return environment;
    }

    private static string Project(string type) => type.Replace('_', '.');

    [GeneratedRegex(@"AddService<Projects\.(?<type>\w+)>\(\$?""[^""]+"", (?<folders>.*?\))\)(?=[;.\n])")]
    private static partial Regex AddedService();

    [GeneratedRegex(@"WithEnvironment\(""(?<name>\w+)"", (?:""(?<literal>[^""]*)""|[^)])")]
    private static partial Regex Variable();

    [GeneratedRegex(@"AddParameter\(""(?<name>\w+)""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"env: ""(?<name>\w+)""")]
    private static partial Regex PortVariable();

    [GeneratedRegex(@"\.WithReference\((?<name>\w+)\)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\S*WithEnvironment\(""CUDA_VISIBLE_DEVICES""")]
    private static partial Regex DeviceVariable();
}
