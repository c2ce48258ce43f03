using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Pyner.Gateway.Access;

/// <summary>Sets up who is let in, and what for.</summary>
internal static class AccessExtensions
{
    private const string Chooser = "Chooser";

    // How long an issuer may take to answer.
    private static readonly TimeSpan s_issuerTime = TimeSpan.FromSeconds(5);

    /// <summary>Adds it. Whatever is mapped without saying otherwise can be reached by nobody without the role to look.</summary>
    /// <exception cref="ServiceConfigurationException">It is not settled (<see cref="RequireSettled"/>), or a file can't be used.</exception>
    public static void AddAccess(this WebApplicationBuilder builder, GatewayOptions options)
    {
        RequireSettled(options, builder.Environment.IsDevelopment());
        AuthenticationBuilder authentication = builder.Services.AddAuthentication(Chooser);
        // It brings along what protects cookies, of which there are none here: no key is made for that and kept in somebody's home,
        // and that a home has none is no error to tell of.
        builder.Services.AddDataProtection().DisableAutomaticKeyGeneration();
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None);
        bool hasKeys = options.ApiKeysFile is not null;
        if (options.ApiKeysFile is string path)
        {
            builder.Services.AddSingleton(ApiKeyFile.Open(path));
            builder.Services.AddSingleton<ApiKeys>();
            authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null);
        }
        if (options.Issuer is { } issuer)
            AddIssuer(authentication, issuer);
        if (options.AllowAnonymous)
            authentication.AddScheme<AuthenticationSchemeOptions, AnonymousHandler>(AnonymousHandler.Name, null);
        authentication.AddPolicyScheme(Chooser, null, scheme => scheme.ForwardDefaultSelector = context =>
            options.AllowAnonymous ? AnonymousHandler.Name
            : options.Issuer is not null && (!hasKeys || LooksLikeToken(context.Request)) ? JwtBearerDefaults.AuthenticationScheme
            : ApiKeyHandler.Name);
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        AuthorizationPolicy read = new AuthorizationPolicyBuilder().RequireRole(AccessPolicies.Read, AccessPolicies.Operate).Build();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Read, read)
            .AddPolicy(AccessPolicies.Operate, policy => policy.RequireRole(AccessPolicies.Operate))
            .SetFallbackPolicy(read)
            .SetDefaultPolicy(read);
    }

    /// <summary>Makes sure that some are let in, not everybody by mistake, and that no key goes over a network in the clear by mistake.</summary>
    /// <exception cref="ServiceConfigurationException">It is not settled. The message says what to set.</exception>
    public static void RequireSettled(GatewayOptions options, bool isDevelopment)
    {
        RequireSomebody(options, isDevelopment);
        RequireTls(options);
    }

    private static void RequireTls(GatewayOptions options)
    {
        bool hasCertificate = options.CertificateFile is not null;
        if (hasCertificate != options.CertificateKeyFile is not null)
            throw new ServiceConfigurationException("Set both Gateway__CertificateFile and Gateway__CertificateKeyFile for TLS, or neither.");
        if (hasCertificate && options.AllowPlaintext)
            throw new ServiceConfigurationException("Gateway__AllowPlaintext is for doing without Gateway__CertificateFile: unset one of them.");
        if (!hasCertificate && !options.AllowPlaintext)
        {
            throw new ServiceConfigurationException(
                "Set Gateway__CertificateFile and Gateway__CertificateKeyFile (PEM) for TLS. For development, and behind what ends TLS for it, "
                + "Gateway__AllowPlaintext=true does without.");
        }
    }

    private static void RequireSomebody(GatewayOptions options, bool isDevelopment)
    {
        if (!options.AllowAnonymous)
        {
            if (options.ApiKeysFile is null && options.Issuer is null)
            {
                throw new ServiceConfigurationException(
                    "Set Gateway__ApiKeysFile to a file of the keys that open the gateway ('pyner key' writes one), or Gateway__Jwt__Issuer and "
                    + "Gateway__Jwt__Audience to the issuer of tokens that do. For development on this machine alone, Gateway__AllowAnonymous=true "
                    + "lets in everybody.");
            }
            return;
        }
        if (options.ApiKeysFile is not null || options.Issuer is not null)
        {
            throw new ServiceConfigurationException(
                "Gateway__AllowAnonymous lets in everybody, and Gateway__ApiKeysFile or Gateway__Jwt only some: unset one of them.");
        }
        if (!IPAddress.IsLoopback(options.Address) && !isDevelopment)
        {
            throw new ServiceConfigurationException(
                $"Gateway__AllowAnonymous lets in everybody who reaches {options.Address}. "
                + "Set DOTNET_ENVIRONMENT=Development if that is meant, or listen on 127.0.0.1.");
        }
    }

    // Three parts with dots between them. A key of 'pyner key' has none.
    private static bool LooksLikeToken(HttpRequest request) => BearerToken.Of(request)?.Count(character => character == '.') == 2;

    private static void AddIssuer(AuthenticationBuilder authentication, IssuerOptions issuer)
    {
        // Read before anything runs, so that it is said where it can't be.
        ChangingFiles<IList<SecurityKey>>? keys = issuer.KeysFile is string path ? new(() => ReadKeys(path), path) : null;
        // Later it may have none: then no token is good any more.
        if (keys is { Content.Count: 0 })
            throw new ServiceConfigurationException($"The file of the issuer's keys '{issuer.KeysFile}' has none to check signatures with.");
        authentication.AddJwtBearer(jwt => Configure(jwt, issuer, keys));
    }

    private static void Configure(JwtBearerOptions jwt, IssuerOptions issuer, ChangingFiles<IList<SecurityKey>>? keys)
    {
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer.OriginalString,
            ValidAudience = issuer.Audience,
            // Signed with a private key: what everybody may know must not be good for signing.
            ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
                SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
                SecurityAlgorithms.EcdsaSha512,
            ],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "sub",
            RoleClaimType = ClaimTypes.Role,
        };
        if (keys is not null)
        {
            jwt.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => keys.Content;
        }
        else
        {
            jwt.Authority = issuer.Issuer.OriginalString;
            jwt.RequireHttpsMetadata = !issuer.Issuer.IsLoopback;
            // Calls wait for it where the keys are not there yet.
            jwt.BackchannelTimeout = s_issuerTime;
        }
        jwt.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                AddRoles((ClaimsIdentity)context.Principal!.Identity!, issuer);
                return Task.CompletedTask;
            },
        };
    }

    // The gateway's own names, whatever the issuer calls them.
    private static void AddRoles(ClaimsIdentity identity, IssuerOptions issuer)
    {
        foreach (Claim claim in identity.FindAll(ClaimTypes.Role).ToArray())
            identity.RemoveClaim(claim);
        string[] roles = [.. identity.FindAll(issuer.RolesClaim).SelectMany(claim => claim.Value.Split(' '))];
        if (roles.Contains(issuer.OperateRole))
            identity.AddClaim(new Claim(ClaimTypes.Role, AccessPolicies.Operate));
        if (roles.Contains(issuer.ReadRole))
            identity.AddClaim(new Claim(ClaimTypes.Role, AccessPolicies.Read));
    }

    private static IList<SecurityKey> ReadKeys(string path)
    {
        try
        {
            return new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ServiceConfigurationException($"The file of the issuer's keys '{path}' can't be read: {e.Message}");
        }
    }
}
