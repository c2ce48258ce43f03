using Pyner.DeployedServices;

namespace Pyner.Architecture.Tests;

/// <summary>The container images, as MSBuild evaluates them.</summary>
public sealed class ImageTests
{
    private const string Tool = "Pyner.Cli";
    private const string Worker = "Pyner.Worker";

    public static TheoryData<string> Projects() => [.. DeployedService.All.Select(service => service.Project), Tool];

    public static TheoryData<string> Services() => [.. DeployedService.All.Select(service => service.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void It_is_named_after_its_program_and_tagged_with_the_version(string project)
    {
        var image = ServiceImage.Of(project);
        string name = DeployedService.All.SingleOrDefault(service => service.Project == project)?.Name ?? "cli";
        Assert.Equal("pyner/" + name, image.Repository);
        Assert.Equal([image.Version], image.Tags);
        Assert.Equal(image.Version, image.Labels["org.opencontainers.image.version"]);
        Assert.Equal("Pyner " + name, image.Labels["org.opencontainers.image.title"]);
        Assert.NotEmpty(image.Labels["org.opencontainers.image.description"]);
        Assert.Equal(image.BaseImage, image.Labels["org.opencontainers.image.base.name"]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void It_runs_as_a_user_that_can_be_seen_not_to_be_root(string project) =>
        Assert.InRange(int.Parse(ServiceImage.Of(project).User, System.Globalization.CultureInfo.InvariantCulture), 1, int.MaxValue);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Its_base_image_has_what_the_program_needs_and_no_more(string project)
    {
        var image = ServiceImage.Of(project);
        Assert.Equal("linux-x64", image.RuntimeIdentifier);
        string runtime = project == Tool ? "runtime" : "aspnet";
        if (project == Worker)
        {
            // CUDA's layout without .NET, so the program brings .NET along.
            Assert.Matches(@"^docker\.io/nvidia/cuda:\d+\.\d+\.\d+-base-ubuntu\d+\.\d+$", image.BaseImage);
            Assert.True(image.IsSelfContained);
            Assert.Equal(["/app/pyner-worker"], image.Command);
            Assert.Equal("void", image.Environment["NVIDIA_VISIBLE_DEVICES"]);
        }
        else
        {
            Assert.Matches($@"^mcr\.microsoft\.com/dotnet/{runtime}:{Environment.Version.Major}\.0-\w+-chiseled$", image.BaseImage);
            Assert.False(image.IsSelfContained);
            Assert.Equal(2, image.Command.Count);
            Assert.Equal("dotnet", image.Command[0]);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_ports_are_those_that_the_service_listens_on_in_it(string project)
    {
        var image = ServiceImage.Of(project);
        Dictionary<string, string> required = new()
        {
            ["ConnectionStrings__messaging"] = "amqp://there",
            ["ConnectionStrings__ledger"] = "there",
            ["Scanner__SpoolFolder"] = "/spool",
            ["Worker__SpoolFolder"] = "/spool",
            ["Gateway__SourceRoots"] = "/source",
            ["Gateway__OutputRoots"] = "/output",
            ["Gateway__ApiKeysFile"] = "/keys",
            ["Gateway__CertificateFile"] = "/tls.crt",
            ["Gateway__CertificateKeyFile"] = "/tls.key",
        };
        ServiceSettings settings = DeployedService.Of(project).Read([.. image.Environment, .. required]);
        Assert.Null(settings.Refusal);
        Assert.Empty(settings.Ignored.Except(required.Keys));
        Assert.Equal(settings.Ports.Values.Order(), image.Ports.Order());
        Assert.Equal("0.0.0.0", image.Environment["Health__Address"]);
    }

    [Fact]
    public void The_tool_listens_on_nothing() => Assert.Empty(ServiceImage.Of(Tool).Ports);
}
